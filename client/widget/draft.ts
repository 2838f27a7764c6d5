import type { Drafts } from '../kit/drafts.ts';

/** What is kept under before the conversation is known. */
const unknown = '';

/** What the customer has begun to write. It is kept for its conversation, and goes along to the one that follows. */
export class Draft {
  readonly #drafts: Drafts;
  #conversationId = unknown;
  #text: string;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
    this.#text = drafts.get(unknown);
  }

  get text(): string {
    return this.#text;
  }

  write(text: string): void {
    this.#text = text;
    this.#drafts.set(this.#conversationId, text);
  }

  /** What stands there once this conversation is open; none is known yet without one. */
  moveTo(conversationId: string = unknown): string {
    const begun = this.#text || this.#drafts.get(conversationId);
    this.write('');
    this.#conversationId = conversationId;
    this.write(begun);
    return begun;
  }
}
