import { askedTypes, typeMatch } from '../language/answer-type.ts';
import { languageOf, termsOf } from '../language/terms.ts';
import type { Prompt } from '../ports/language-model.ts';
import { isAbstention } from '../quality/abstention.ts';
import { chanceOfAnswering } from './draft-reading.ts';

export type DraftFault =
  | 'empty'
  | 'too-short'
  | 'abstained'
  /** It does not know, and the passages are unlikely to hold an answer: a larger model would not know either. */
  | 'unanswerable'
  | 'uncertain'
  /** Passages were given and none is cited, or a number that none has. */
  | 'uncited'
  /** The answer and what it cites share too little with the question. */
  | 'off-topic'
  /** It was written from sentences that, as a reader says, do not answer. */
  | 'beside-the-point'
  /** The question asks for a price, a duration, a time ... and the answer gives none of that kind. */
  | 'value-missing';

export interface Draft {
  text: string;
  prompt: Prompt;
  /** Mean natural logarithm of the tokens' probabilities; null where the provider gives none. */
  meanLogProbability: number | null;
  locale?: string;
}

export interface DraftStandard {
  /** Words that an answer must have, citations apart. */
  leastWords: number;
  /** Perplexity 2: on average the model hesitated between two words. */
  leastLogProbability: number;
  /** Share of the question's telling words that the answer or its cited passages must hold. */
  leastCoverage: number;
  /**
   * Chance that the passages answer, below which "I don't know" is believed. At 0.2, with a model that says so of 5% of what it
   * could answer and 80% of what it could not, Bayes' rule leaves 1.5% for the larger model. Of follow-ups the chance is not known:
   * what they lean on is searched along.
   */
  leastAnswerable: number;
  /**
   * Chance that a draft holds the answer, as far as reading tells. Below 0.1 are two of three wrong sentences and one in fifty right
   * ones, on help centres that the reading model never saw: where one draft in twelve is wrong, most of what is refused is. A little
   * higher, as a wrong draft that is let through is given to everybody who asks the same.
   */
  leastReading: number;
}

export const defaultDraftStandard: DraftStandard = {
  leastWords: 3,
  leastLogProbability: -0.7,
  leastCoverage: 0.25,
  leastAnswerable: 0.2,
  leastReading: 0.15,
};

/**
 * What is wrong with a small model's finished draft, or null. The article's checks: length, confidence and "I don't
 * know"; besides these its citations and how much of the question it covers. Values are checked while it streams.
 */
export function evaluateDraft(
  draft: Draft,
  standard: DraftStandard = defaultDraftStandard,
): DraftFault | null {
  const { text, prompt, meanLogProbability } = draft;
  if (text.trim() === '') return 'empty';
  if (isAbstention(text))
    return isLikelyAnswerable(prompt, standard) ? 'abstained' : 'unanswerable';
  if (meanLogProbability !== null && meanLogProbability < standard.leastLogProbability) {
    return 'uncertain';
  }
  const plain = text.replace(/\[\d+\]/g, ' ').trim();
  const words = plain.split(/\s+/).filter((word) => word !== '');
  if (words.length < standard.leastWords && !/\d/.test(plain)) return 'too-short';
  if (prompt.passages.length === 0) return null;
  const cited = citedNumbers(text);
  const known = cited.filter((number) => number >= 1 && number <= prompt.passages.length);
  if (known.length === 0 || known.length < cited.length) return 'uncited';
  const missed = missesQuestion(draft, known, standard);
  return missed ?? (missesValue(prompt.standaloneQuestion, plain) ? 'value-missing' : null);
}

/** Reading tells more than the words that are shared, but not whether all of several questions are answered. */
function missesQuestion(
  draft: Draft,
  cited: number[],
  standard: DraftStandard,
): 'beside-the-point' | 'off-topic' | null {
  const { text, prompt, locale = 'en' } = draft;
  const reading = isEnglish(draft) ? chanceOfAnswering(text, prompt.units ?? [], locale) : null;
  if (reading !== null && reading < standard.leastReading) return 'beside-the-point';
  if (reading !== null && !asksSeveral(prompt.standaloneQuestion)) return null;
  return coverage(draft, cited) < standard.leastCoverage ? 'off-topic' : null;
}

/** The language that the reader knows. */
function isEnglish({ prompt, locale = 'en' }: Draft): boolean {
  return [locale, ...prompt.passages.map((passage) => passage.locale)].every(
    (each) => languageOf(each) === 'en',
  );
}

function isLikelyAnswerable(prompt: Prompt, standard: DraftStandard): boolean {
  const standsAlone = prompt.question === prompt.standaloneQuestion;
  return !standsAlone || (prompt.answerable ?? 1) >= standard.leastAnswerable;
}

const asksSeveral = (question: string): boolean => (question.match(/\?/g) ?? []).length > 1;

const yesOrNo = /^\W*(?:is|are|am|was|do|does|did|can|could|may|must|will|would|have|has)\b/i;

/**
 * Figures of another kind pass, as a question for a price may well be answered by a share or a limit, and so does any answer to
 * a question for yes or no.
 */
function missesValue(question: string, answer: string): boolean {
  if (yesOrNo.test(question)) return false;
  const asked = askedTypes(question);
  return asked.length > 0 && !/\d/.test(answer) && typeMatch(asked, answer) === 0;
}

function citedNumbers(text: string): number[] {
  return [...text.matchAll(/\[(\d{1,2}(?:\s?,\s?\d{1,2})*)\]/g)].flatMap((match) =>
    (match[1] ?? '').split(',').map(Number),
  );
}

/** Share of the question's telling words that stand in the answer or in the passages it cites; 1 for a question without any. */
function coverage({ text, prompt, locale = 'en' }: Draft, cited: number[]): number {
  const question = new Set(termsOf(prompt.standaloneQuestion, locale));
  if (question.size === 0) return 1;
  const passages = cited.map((number) => prompt.passages[number - 1]);
  const material = passages.map((passage) =>
    passage ? `${passage.documentTitle} ${passage.heading} ${passage.text}` : '',
  );
  const held = new Set(termsOf([text, ...material].join(' '), locale));
  return [...question].filter((term) => held.has(term)).length / question.size;
}
