import type { Ack, WireError } from '../../shared/protocol.ts';

/** What a client can fail with: the server's error, or that the server was not reached. */
export type RequestError =
  | WireError
  | { code: 'offline'; retryable: true; retryAfterMs?: undefined };
export type Answer<Value> = { ok: true; value: Value } | { ok: false; error: RequestError };

export const offline: { ok: false; error: RequestError } = {
  ok: false,
  error: { code: 'offline', retryable: true },
};

interface Acknowledging {
  readonly connected: boolean;
  timeout(ms: number): { emitWithAck(event: string, payload: unknown): Promise<unknown> };
}

/** Emits an event and waits for its acknowledgement. Never throws: no answer within `timeoutMs` is `offline`. */
export async function request<Value>(
  socket: Acknowledging,
  event: string,
  payload: unknown,
  timeoutMs = 5_000,
): Promise<Answer<Value>> {
  if (!socket.connected) return offline;
  try {
    return (await socket.timeout(timeoutMs).emitWithAck(event, payload)) as Ack<Value>;
  } catch {
    return offline;
  }
}

/** Doubles from `firstMs` to `mostMs` with each attempt from 0, less up to half at random so that clients spread out. */
export function backoffMs(attempt: number, firstMs = 500, mostMs = 15_000): number {
  const full = Math.min(mostMs, firstMs * 2 ** attempt);
  return full * (1 - Math.random() / 2);
}
