import type { SequencedEvent } from '../../../shared/protocol.ts';

type Listener = (event: SequencedEvent) => void;

/** Tells listeners of events in order. A listener that throws keeps no other from being told. */
export class Subscribers {
  readonly #listeners = new Set<{ listener: Listener }>();

  add(listener: Listener): () => void {
    const subscription = { listener };
    this.#listeners.add(subscription);
    return () => {
      this.#listeners.delete(subscription);
    };
  }

  tell(event: SequencedEvent): void {
    for (const { listener } of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : String(error));
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
