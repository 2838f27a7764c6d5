import { createHash } from 'node:crypto';

/** Qdrant's ids are UUIDs or numbers, ours any text: the UUID (RFC 9562, version 8) made of the text's SHA-256. */
export function pointIdOf(id: string): string {
  const bytes = createHash('sha256').update(id).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [0, 8, 12, 16, 20]
    .map((start, part, starts) => hex.slice(start, starts[part + 1] ?? 32))
    .join('-');
}
