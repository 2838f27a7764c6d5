import { criticalValues } from '../quality/critical-values.ts';
import { type SupportedValues, supportedValues } from '../quality/value-support.ts';
import { monthByWord, numberByWord, weekdayByWord } from '../quality/value-words.ts';

/** How text is let through: as it comes, or only in whole sentences (nothing of an unsupported one is ever seen). */
export type ReleaseMode = 'words' | 'sentences';

export interface ReleasePassage {
  /** The number by which the text cites it. */
  number: number;
  text: string;
}

export interface Checked {
  criticalValues: number;
  unsupported: string[];
}

const sentenceEnd = /[.!?…](?:["')\]]*)(?=\s)|\n/g;
const valueWords = new Set([
  ...monthByWord.keys(),
  ...weekdayByWord.keys(),
  ...numberByWord.keys(),
]);

/** Where a critical value may begin: a digit, a currency sign, a link or a word that numbers and dates are made of. */
function firstPossibleValue(text: string): number {
  const starts: number[] = [];
  const sign = text.search(/(?<!\[)[\d€$£+(]|https?:|www\.|@|\.(?=\p{L})/u);
  if (sign >= 0) starts.push(text.slice(0, sign).search(/\S*$/));
  for (const match of text.matchAll(/\p{L}+/gu)) {
    if (valueWords.has(match[0].toLowerCase())) starts.push(match.index);
  }
  return starts.length === 0 ? -1 : Math.min(...starts);
}

function citedNumbers(sentence: string): number[] {
  return [...sentence.matchAll(/\[(\d{1,2}(?:\s?,\s?\d{1,2})*)\]/g)].flatMap((match) =>
    (match[1] ?? '').split(',').map(Number),
  );
}

/**
 * Stands between a model and the customer. Text goes through at once up to the first place where a critical value may
 * begin; from there the sentence is held until its end and each of its values is found in the passages it cites
 * (in any of the given ones where it cites none).
 * `push` returns what may be shown now. After `failed` is true nothing more comes out.
 */
export class ReleaseGate {
  readonly #mode: ReleaseMode;
  readonly #passages: ReleasePassage[];
  readonly #supportOf = new Map<string, SupportedValues>();
  #held = '';
  #sentenceShown = '';
  #values = 0;
  #unsupported: string[] = [];

  constructor(passages: ReleasePassage[], mode: ReleaseMode) {
    this.#passages = passages;
    this.#mode = mode;
  }

  get failed(): boolean {
    return this.#unsupported.length > 0;
  }

  get checked(): Checked {
    return { criticalValues: this.#values, unsupported: [...this.#unsupported] };
  }

  /** Takes the next piece of text and returns what may be shown of all that is held. */
  push(piece: string): string {
    if (this.failed) return '';
    this.#held += piece;
    const sentences = this.#takeSentences();
    if (this.failed || this.#mode === 'sentences') return sentences;
    return sentences + this.#takeHarmlessWords();
  }

  /** The text is over: checks and returns what is still held. */
  end(): string {
    if (this.failed) return '';
    const released = this.#takeSentences();
    return released + this.#release(this.#held.length);
  }

  #takeSentences(): string {
    let released = '';
    while (!this.failed) {
      const end = [...this.#held.matchAll(sentenceEnd)][0];
      if (end === undefined) return released;
      released += this.#release(end.index + end[0].length);
      if (!this.failed) this.#sentenceShown = '';
    }
    return released;
  }

  /** Lets the start of what is held through if its values are supported; else fails and lets nothing through. */
  #release(length: number): string {
    const text = this.#held.slice(0, length);
    const sentence = this.#sentenceShown + text;
    const support = this.#support(citedNumbers(sentence));
    const values = criticalValues(sentence);
    this.#values += values.length;
    this.#unsupported = values.filter((value) => !support.holds(value)).map((value) => value.text);
    if (this.failed) return '';
    this.#held = this.#held.slice(length);
    this.#sentenceShown += text;
    return text;
  }

  /** Whole words of an unfinished sentence that cannot be the start of a value. */
  #takeHarmlessWords(): string {
    const wordsEnd = this.#held.search(/\S*$/);
    const words = this.#held.slice(0, wordsEnd);
    const risk = firstPossibleValue(words);
    const length = risk < 0 ? wordsEnd : risk;
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    this.#sentenceShown += text;
    return text;
  }

  #support(cited: number[]): SupportedValues {
    const known = new Set(this.#passages.map((passage) => passage.number));
    const numbers = cited.filter((number) => known.has(number));
    const key = numbers.join(',');
    const existing = this.#supportOf.get(key);
    if (existing !== undefined) return existing;
    const chosen =
      numbers.length === 0
        ? this.#passages
        : this.#passages.filter((passage) => numbers.includes(passage.number));
    const support = supportedValues(chosen.map((passage) => passage.text));
    this.#supportOf.set(key, support);
    return support;
  }
}
