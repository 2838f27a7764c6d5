import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Names a request to its endpoint and in its logs; OpenAI's API documents it, others let it pass. */
export const requestIdHeader = 'x-client-request-id';

const channel = 'undici:request:bodySent';

/**
 * Calls back once, when the request of this id has been handed to the network as a whole; never when it is given up
 * before, as while its connection is still being made. Node's `fetch` tells so on its diagnostics channel only. Returns
 * what ends the waiting.
 */
export function onRequestSent(requestId: string, callback: () => void): () => void {
  const stop = (): void => {
    unsubscribe(channel, note);
  };
  const note = (message: unknown): void => {
    const { request } = message as { request: { headers: string[] } };
    if (!request.headers.includes(requestId)) return;
    stop();
    callback();
  };
  subscribe(channel, note);
  return stop;
}
