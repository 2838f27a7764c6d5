/** Which answers are to be stopped: one of the conversation, or whatever is being written in it. */
export interface StopRequest {
  conversationId: string;
  messageId?: string;
}

interface InFlight {
  conversationId: string;
  controller: AbortController;
}

/** The answers being written by this process: one at a time in a conversation, each of which can be stopped. */
export class AnswersInFlight {
  readonly #answers = new Map<string, InFlight>();
  readonly #tails = new Map<string, Promise<void>>();

  /** Runs after every earlier turn of the conversation. Never rejects; `onError` hears of what went wrong. */
  run(
    conversationId: string,
    turn: () => Promise<void>,
    onError: (error: unknown) => void | Promise<void>,
  ): Promise<void> {
    const before = this.#tails.get(conversationId) ?? Promise.resolve();
    const tail = before
      .then(turn)
      .catch(onError)
      .finally(() => {
        if (this.#tails.get(conversationId) === tail) this.#tails.delete(conversationId);
      });
    this.#tails.set(conversationId, tail);
    return tail;
  }

  /** Whether a turn of the conversation is under way or waits here. */
  isBusy(conversationId: string): boolean {
    return this.#tails.has(conversationId);
  }

  /** Registers an answer; its signal aborts when it is stopped. */
  begin(messageId: string, conversationId: string): AbortSignal {
    const controller = new AbortController();
    this.#answers.set(messageId, { conversationId, controller });
    return controller.signal;
  }

  end(messageId: string): void {
    this.#answers.delete(messageId);
  }

  /** Stops what of the request is being written here. */
  stop({ conversationId, messageId }: StopRequest): void {
    for (const [id, answer] of this.#answers) {
      if (answer.conversationId !== conversationId) continue;
      if (messageId === undefined || messageId === id) answer.controller.abort();
    }
  }

  /** Resolves when nothing is being written any more. */
  async idle(): Promise<void> {
    // The end of a turn may begin another one.
    while (this.#tails.size > 0) await Promise.all(this.#tails.values());
  }
}
