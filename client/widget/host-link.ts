import { Listeners } from '../kit/listeners.ts';
import type { FrameMessage, HostMessage } from './frame-messages.ts';

export type Visibility = { kind: 'shown'; focus: boolean; times: number } | { kind: 'hidden' };

/** The frame's end of the line to the loader on the host page. */
export class HostLink {
  readonly #host: string | null;
  readonly #listeners = new Listeners();
  #visibility: Visibility = { kind: 'shown', focus: false, times: 0 };
  #times = 0;
  #unread = 0;

  /** `host` is the origin of the page around the frame. */
  constructor(host: string | null) {
    this.#host = host;
    window.addEventListener('message', (event: MessageEvent<HostMessage>) => {
      if (event.source !== window.parent || event.origin !== host) return;
      if (event.data.deskhand === 'shown') this.#shown(event.data.focus);
      if (event.data.deskhand === 'hidden') this.#change({ kind: 'hidden' });
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.subscribe(listener);

  readonly getSnapshot = (): Visibility => this.#visibility;

  /** Asks the loader to put the chat away. */
  close(): void {
    this.#tell({ deskhand: 'close' });
  }

  /** A message came; it is unread while the chat is away. */
  messageArrived(): void {
    if (this.#visibility.kind === 'shown') return;
    this.#unread += 1;
    this.#tell({ deskhand: 'unread', count: this.#unread });
  }

  #shown(focus: boolean): void {
    this.#unread = 0;
    this.#times += 1;
    this.#change({ kind: 'shown', focus, times: this.#times });
  }

  #change(visibility: Visibility): void {
    this.#visibility = visibility;
    this.#listeners.notify();
  }

  #tell(message: FrameMessage): void {
    if (this.#host !== null && window.parent !== window) {
      window.parent.postMessage(message, this.#host);
    }
  }
}
