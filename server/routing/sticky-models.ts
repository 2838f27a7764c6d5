import { LRUCache } from 'lru-cache';
import type { Clock } from '../ports/clock.ts';

/** OpenAI keeps an idle prompt prefix for 5 to 10 minutes. */
const warmMs = 5 * 60 * 1000;
const mostConversations = 20_000;

/** Remembers which model a conversation used last, for as long as a provider keeps its prompt warm. */
export class StickyModels {
  readonly #clock: Clock;
  readonly #last = new LRUCache<string, { model: string; atMs: number }>({
    max: mostConversations,
  });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  remember(conversationId: string, model: string): void {
    this.#last.set(conversationId, { model, atMs: this.#clock.nowMs() });
  }

  warmModel(conversationId: string): string | undefined {
    const last = this.#last.get(conversationId);
    return last && this.#clock.nowMs() - last.atMs < warmMs ? last.model : undefined;
  }
}
