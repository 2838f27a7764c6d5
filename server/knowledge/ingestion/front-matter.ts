import { parse } from 'yaml';
import { z } from 'zod';
import { DeskhandError } from '../../errors.ts';

const frontMatterSchema = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/i)
    .optional(),
  title: z.string().min(1).max(300).optional(),
  audience: z.enum(['public', 'internal']).optional(),
  volatility: z.enum(['volatile', 'stable']).optional(),
  updated: z.coerce.string().optional(),
  locale: z.string().max(16).optional(),
  site: z.string().max(100).optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
});

export type FrontMatter = z.infer<typeof frontMatterSchema>;

const fence = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/**
 * Splits a text into its YAML front matter and the rest; without any, everything is the rest.
 * Throws `document-damaged` that names the field when the front matter is not what is allowed.
 */
export function splitFrontMatter(text: string): { frontMatter: FrontMatter; body: string } {
  const match = fence.exec(text);
  if (match === null) return { frontMatter: {}, body: text };
  let parsed: unknown;
  try {
    parsed = parse(match[1] ?? '') ?? {};
  } catch (cause) {
    throw new DeskhandError('document-damaged', {
      message: 'The front matter is not valid YAML.',
      cause,
    });
  }
  const result = frontMatterSchema.safeParse(parsed);
  if (!result.success) {
    const [issue] = result.error.issues;
    const field = issue?.path.join('.') || 'front matter';
    throw new DeskhandError('document-damaged', {
      message: `The front matter's "${field}" is wrong: ${issue?.message ?? 'not allowed'}.`,
    });
  }
  return { frontMatter: result.data, body: text.slice(match[0].length) };
}
