import type { WireError } from '../../shared/protocol.ts';

/** The error of a refused handshake: Socket.IO carries it as `data`, or its code as the message. Null for a lost network. */
export function handshakeError(error: Error & { data?: unknown }): WireError | null {
  if (typeof error.data === 'object' && error.data !== null && 'code' in error.data) {
    return error.data as WireError;
  }
  if (error.message === 'not-signed-in') return { code: 'not-signed-in', retryable: false };
  return null;
}
