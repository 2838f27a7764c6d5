/** Text that a continuation repeated and then left, from this length on, is a new answer and not a continuation. */
const shortestRestart = 24;
/** Opening marks that a model may put before the words it was asked to begin with. */
const leadIn = /^[\s"“”'…]+|^\.{3}\s*/;

export class RestartedAnswer extends Error {}

/**
 * Joins a continuation to the text already shown. Holds back its beginning while it may still be repeating the shown
 * text, drops what it repeats, and puts a space where one is due.
 */
export class ContinuationJoin {
  /** Without its last white space, which a model may repeat or not. */
  readonly #shown: string;
  readonly #endsWithSpace: boolean;
  #head = '';
  #joined: boolean;

  /** With nothing shown yet, everything passes. */
  constructor(shown: string) {
    this.#shown = shown.trimEnd();
    this.#endsWithSpace = this.#shown !== shown;
    this.#joined = shown === '';
  }

  /** Takes the next text of the continuation and returns what to show of it. Throws RestartedAnswer. */
  push(text: string): string {
    if (this.#joined) return text;
    this.#head += text;
    const head = this.#head.replace(leadIn, '');
    if (head === '' || this.#mayRepeatMore(head)) return '';
    return this.#join(head);
  }

  /** The continuation is over: returns what is still held back. Throws RestartedAnswer. */
  flush(): string {
    const head = this.#head.replace(leadIn, '');
    return this.#joined || head === '' ? '' : this.#join(head);
  }

  #mayRepeatMore(head: string): boolean {
    return this.#shown.includes(head);
  }

  #join(head: string): string {
    this.#joined = true;
    const overlap = longestOverlap(this.#shown, head);
    if (overlap === 0 && longestRun(this.#shown, head) >= shortestRestart) {
      throw new RestartedAnswer();
    }
    const rest = overlap > 0 ? unquote(this.#head, head.slice(overlap)) : this.#head;
    if (this.#endsWithSpace) return rest.trimStart();
    return overlap === 0 && needsSpace(this.#shown, rest) ? ` ${rest}` : rest;
  }
}

/** Drops the mark that closes a quotation which the dropped beginning had opened. */
function unquote(raw: string, rest: string): string {
  return /^\s*["“”]/.test(raw) ? rest.replace(/^["“”]/, '') : rest;
}

/** Characters by which the end of `shown`, from the start of a word on, is the beginning of `head`. */
function longestOverlap(shown: string, head: string): number {
  for (let length = Math.min(shown.length, head.length); length > 0; length--) {
    const start = shown.length - length;
    if (startsWord(shown, start) && shown.endsWith(head.slice(0, length))) return length;
  }
  return 0;
}

/** Longest beginning of `head` that stands anywhere in `shown`. */
function longestRun(shown: string, head: string): number {
  let length = Math.min(shown.length, head.length);
  while (length > 0 && !shown.includes(head.slice(0, length))) length -= 1;
  return length;
}

function startsWord(text: string, index: number): boolean {
  const before = text.charAt(index - 1);
  return index === 0 || !/[\p{L}\p{N}]/u.test(before) || !/[\p{L}\p{N}]/u.test(text.charAt(index));
}

function needsSpace(shown: string, head: string): boolean {
  return /[^\s([{“„€$£#-]$/u.test(shown) && /^[\p{L}\p{N}([€$£]/u.test(head);
}
