import { z } from 'zod';

/** Results of a search as stored. An entry of another shape (an older release's) counts as absent. */
export const fragmentEntrySchema = z.object({
  format: z.literal(2),
  indexVersion: z.number(),
  scope: z.object({
    audience: z.enum(['public', 'internal']),
    locale: z.string(),
    site: z.string(),
  }),
  /** For admins who look at entries: screened of personal data, as all that is searched for. */
  question: z.string(),
  passages: z.array(z.object({ id: z.string(), documentId: z.string(), score: z.number() })),
  evidence: z.record(z.string(), z.number()).nullable(),
  createdAtMs: z.number(),
  expiresAtMs: z.number(),
});
export type FragmentEntry = z.infer<typeof fragmentEntrySchema>;

/** The entry in a stored value, or null. */
export function readFragmentEntry(stored: unknown): FragmentEntry | null {
  return fragmentEntrySchema.safeParse(stored).data ?? null;
}
