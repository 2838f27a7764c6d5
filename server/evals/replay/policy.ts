import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { taskClassSchema } from '../../../shared/receipt.ts';
import { DeskhandError } from '../../errors.ts';

const policySchema = z.strictObject({
  /** The ladder whose prices count. */
  modelsFile: z.string().default('models.yaml'),
  routing: z
    .strictObject({
      small: z.string().default('gpt-4o-mini'),
      large: z.string().default('gpt-4o'),
      /** Which of the two is asked first. */
      first: z.enum(['small', 'large']).default('small'),
      /** Classes that begin with the large model all the same. */
      largeFirst: z.array(taskClassSchema).default([]),
    })
    .prefault({}),
  caching: z
    .strictObject({
      exact: z.boolean().default(true),
      semantic: z.boolean().default(true),
      /** Cosine from which on a similar question is served, behind the guards. */
      threshold: z.number().min(0).max(1).default(0.95),
      /** How long an answer is kept. */
      hours: z.number().positive().default(24),
    })
    .prefault({}),
});
/** What a log of turns is played through. */
export type ReplayPolicy = z.output<typeof policySchema>;

/** Reads a policy from YAML. Throws DeskhandError `setting-invalid` that names every wrong field. */
export function parsePolicy(text: string, fileName = 'policy'): ReplayPolicy {
  const result = policySchema.safeParse(parse(text) ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `${fileName}: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
  );
  throw new DeskhandError('setting-invalid', { message: problems.join('\n') });
}

export function readPolicy(file: string): ReplayPolicy {
  return parsePolicy(readFileSync(file, 'utf8'), file);
}
