import type { Conversation } from '../../shared/conversation.ts';
import type { Receipt } from '../../shared/receipt.ts';
import type { EventLog } from '../ports/event-log.ts';
import type { StopRequest } from './answers-in-flight.ts';
import type { DeskNotices } from './desk.ts';

type Listener<Value> = (value: Value) => void;

/** Tells those who watch. Events come from the log; receipts and changes of the queue from the desk's own steps. */
export class Notices implements DeskNotices {
  readonly #events: EventLog;
  readonly #receiptListeners = new Set<Listener<Receipt>>();
  readonly #queueListeners = new Set<Listener<Conversation>>();
  readonly #stopListeners = new Set<Listener<StopRequest>>();

  constructor(events: EventLog) {
    this.#events = events;
  }

  onEvent: DeskNotices['onEvent'] = (listener) => this.#events.subscribe(listener);

  onReceipt: DeskNotices['onReceipt'] = (listener) => {
    this.#receiptListeners.add(listener);
    return () => this.#receiptListeners.delete(listener);
  };

  onQueueChange: DeskNotices['onQueueChange'] = (listener) => {
    this.#queueListeners.add(listener);
    return () => this.#queueListeners.delete(listener);
  };

  onStop: DeskNotices['onStop'] = (listener) => {
    this.#stopListeners.add(listener);
    return () => this.#stopListeners.delete(listener);
  };

  receiptMade(receipt: Receipt): void {
    for (const listener of this.#receiptListeners) listener(receipt);
  }

  queueChanged(conversation: Conversation): void {
    for (const listener of this.#queueListeners) listener(conversation);
  }

  stopWanted(request: StopRequest): void {
    for (const listener of this.#stopListeners) listener(request);
  }
}
