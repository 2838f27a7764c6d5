import { z } from 'zod';
import {
  citationSchema,
  servedBySchema,
  taskClassSchema,
  verificationSchema,
} from '../../shared/receipt.ts';

/** A shared answer as stored. An entry of another shape (an older release's) counts as absent. */
export const answerEntrySchema = z.object({
  format: z.literal(2),
  scope: z.object({
    audience: z.enum(['public', 'internal']),
    locale: z.string(),
    site: z.string(),
  }),
  promptVersion: z.string(),
  modelPolicy: z.string(),
  question: z.string(),
  /** The question's vector, as base64 of its 32-bit floats; empty where it was not embedded. */
  vector: z.base64(),
  taskClass: taskClassSchema,
  text: z.string(),
  citations: z.array(citationSchema),
  /** Every document the answer rests on, with the version read. */
  documentVersions: z.record(z.string(), z.number().int().positive()),
  verification: verificationSchema,
  /** What wrote the answer. */
  servedBy: servedBySchema,
  /** What writing it cost, and so what each hit saves. */
  costUsd: z.number().nonnegative(),
  totalMs: z.number().nonnegative(),
  /** The message it was first given as. */
  messageId: z.string(),
  createdAt: z.iso.datetime(),
  expiresAtMs: z.number(),
});
export type AnswerEntry = z.infer<typeof answerEntrySchema>;

/** The entry in a stored value, or null. */
export function readAnswerEntry(stored: unknown): AnswerEntry | null {
  if (stored === undefined) return null;
  const parsed = answerEntrySchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

export function encodeVector(vector: Float32Array | null): string {
  if (vector === null) return '';
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

export function decodeVector(text: string): Float32Array {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.byteLength / 4));
}
