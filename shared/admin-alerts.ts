import { z } from 'zod';
import { rateSchema } from './admin-protocol.ts';

/** What admins should look at now. */
export const alertSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('money'),
    /** `small-only`: it is running out, and only small models are asked. `none`: it is used up, and answers quote the documents. */
    stage: z.enum(['small-only', 'none']),
    usedShare: z.number().nonnegative(),
    usdPerDay: z.number().positive(),
  }),
  /** More cached answers are wrong than is allowed, beyond doubt. */
  z.object({ kind: z.literal('wrong-hits'), rate: rateSchema, bound: z.number() }),
]);
export type Alert = z.infer<typeof alertSchema>;

export const alertsSchema = z.object({ alerts: z.array(alertSchema) });
