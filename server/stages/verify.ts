import { criticalValues } from '../quality/critical-values.ts';
import { type SupportedValues, supportedValues } from '../quality/value-support.ts';
import { monthBehindDot } from '../quality/values/month-names.ts';
import { firstPossibleValue } from '../quality/values/value-starts.ts';
import { sentenceEnd } from './sentence-end.ts';

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

const itemNumber = /^[ \t]*(\d{1,2})[.)](?=\s)/;
/** An item whose next word tells that its number is none of a date. */
const itemText = new RegExp(`${itemNumber.source}\\s+(?!${monthBehindDot})(?=\\S+\\s)`, 'iu');

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
  #startsLine = true;
  /** The last number of the list that is being written. */
  #items = 0;
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
    const sentences = this.#takeSentences(false);
    if (this.failed || this.#mode === 'sentences') return sentences;
    return sentences + this.#takeHarmlessWords();
  }

  /** The text is over: checks and returns what is still held. */
  end(): string {
    if (this.failed) return '';
    const released = this.#takeSentences(true);
    return this.failed ? released : released + this.#release(this.#held.length);
  }

  #takeSentences(isWhole: boolean): string {
    let released = '';
    while (!this.failed) {
      const sentence = { shown: this.#sentenceShown, isItem: this.#isItem() };
      const end = sentenceEnd(this.#held, sentence, isWhole);
      if (end < 0) return released;
      released += this.#release(end);
      if (!this.failed) this.#beginSentence();
    }
    return released;
  }

  #beginSentence(): void {
    const number = itemNumber.exec(this.#sentenceShown)?.[1];
    if (this.#isItem()) this.#items = Number(number);
    this.#startsLine = this.#sentenceShown.endsWith('\n');
    this.#sentenceShown = '';
  }

  /** The sentence begins with a list's next number; any other number at the beginning of a line is a value. */
  #isItem(): boolean {
    const number = itemNumber.exec(this.#sentenceShown + this.#held)?.[1];
    if (!this.#startsLine || number === undefined) return false;
    return number === '1' || Number(number) === this.#items + 1;
  }

  /** Lets the start of what is held through if its values are supported; else fails and lets nothing through. */
  #release(length: number): string {
    const text = this.#held.slice(0, length);
    const sentence = (this.#sentenceShown + text).normalize('NFC');
    const support = this.#support(citedNumbers(sentence));
    const values = criticalValues(this.#isItem() ? sentence : `\u0000${sentence}`);
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
    const number = this.#sentenceShown === '' && this.#isItem() ? itemText.exec(words) : null;
    const risk = firstPossibleValue(
      number === null ? words : words.replace(number[0], ' '.repeat(number[0].length)),
    );
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
