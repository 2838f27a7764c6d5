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
    onError: (error: unknown) => void,
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

  /** Stops an answer of the conversation. False when it is not being written here. */
  stop(conversationId: string, messageId: string): boolean {
    const answer = this.#answers.get(messageId);
    if (answer?.conversationId !== conversationId) return false;
    answer.controller.abort();
    return true;
  }

  /** Stops whatever is being written in the conversation, as when an agent takes it. */
  stopAll(conversationId: string): void {
    for (const answer of this.#answers.values()) {
      if (answer.conversationId === conversationId) answer.controller.abort();
    }
  }

  /** Resolves when nothing is being written any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#tails.values());
  }
}
