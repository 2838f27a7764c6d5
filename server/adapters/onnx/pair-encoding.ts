/** Two texts to be read together: a question with a passage, or with another question as `heading` and no units. */
export interface PairToRead {
  question: string;
  heading: string;
  units: readonly string[];
}

export interface EncodedPair {
  ids: number[];
  /** 0 for the question's tokens, 1 for what is read with it. */
  segments: number[];
  /** From and to of each unit's tokens; equal where it did not fit. */
  units: [number, number][];
}

const beginning = 101;
const separator = 102;

/** The window that the model was trained with, and what a question and a heading may take of it. Tokens. */
const maxTokens = 256;
const maxQuestionTokens = 64;
const maxHeadingTokens = 40;

/** As the model was trained (`reading-model/train.py`): `[CLS] question [SEP] heading units [SEP]`, cut to the window. */
export function encodePair(pair: PairToRead, tokensOf: (text: string) => number[]): EncodedPair {
  const first = [beginning, ...cutQuestion(tokensOf(pair.question)), separator];
  const heading = tokensOf(pair.heading);
  const second =
    pair.units.length === 0 ? cutQuestion(heading) : heading.slice(0, maxHeadingTokens);
  const units: [number, number][] = [];
  for (const unit of pair.units) {
    const from = first.length + second.length;
    const room = Math.max(0, maxTokens - 1 - from);
    const tokens = room <= 2 ? [] : tokensOf(unit).slice(0, room);
    units.push([from, from + tokens.length]);
    second.push(...tokens);
  }
  second.push(separator);
  return {
    ids: [...first, ...second],
    segments: [...first.map(() => 0), ...second.map(() => 1)],
    units,
  };
}

/** A long question keeps its beginning and its end, where customers mostly ask. */
function cutQuestion(tokens: number[]): number[] {
  if (tokens.length <= maxQuestionTokens) return tokens;
  const half = maxQuestionTokens / 2;
  return [...tokens.slice(0, half), ...tokens.slice(-half)];
}
