import { parse } from 'yaml';
import { z } from 'zod';
import { DeskhandError } from '../../errors.ts';

const frontMatterSchema = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/i, 'allowed are letters, digits, dots and dashes')
    .optional(),
  title: z.string().trim().min(1).max(300).optional(),
  audience: z.enum(['public', 'internal']).optional(),
  volatility: z.enum(['volatile', 'stable']).optional(),
  updated: z.iso.date('allowed is a date such as 2026-01-31').optional(),
  locale: z.string().min(2).max(16).optional(),
  site: z.string().min(1).max(100).optional(),
  url: z.url({ protocol: /^https?$/, error: 'allowed is an http(s) address' }).optional(),
});

export type FrontMatter = z.infer<typeof frontMatterSchema>;

const fields = Object.keys(frontMatterSchema.shape);

const fence = /^---[ \t]*\n([\s\S]*?\n)??---[ \t]*(?:\n|$)/;

/** A first line of dashes with a field below it, and no second line of dashes. */
const unclosed = /^---[ \t]*\n\s*[a-z_]+:/i;

/**
 * Splits a text into its YAML front matter and the rest; without any, everything is the rest. Fields of other systems are
 * passed over. Throws `document-damaged` that names the field when the front matter is not what is allowed, also for a
 * misspelt field: an internal document must not become public by "audiance".
 */
export function splitFrontMatter(text: string): { frontMatter: FrontMatter; body: string } {
  const match = fence.exec(text);
  if (match === null) {
    if (unclosed.test(text)) throw damaged('The front matter has no closing line "---".');
    return { frontMatter: {}, body: text };
  }
  const parsed = parseYaml(match[1] ?? '');
  // Two rules around a paragraph are no front matter.
  if (typeof parsed !== 'object' || Array.isArray(parsed)) return { frontMatter: {}, body: text };
  for (const name of Object.keys(parsed)) {
    const meant = fields.find((field) => name !== field && isMisspelt(name, field));
    if (meant !== undefined)
      throw damaged(`The front matter's "${name}" is unknown; is "${meant}" meant?`);
  }
  const result = frontMatterSchema.safeParse(parsed);
  if (!result.success) {
    const [issue] = result.error.issues;
    const field = issue?.path.join('.') || 'front matter';
    throw damaged(`The front matter's "${field}" is wrong: ${issue?.message ?? 'not allowed'}.`);
  }
  return { frontMatter: result.data, body: text.slice(match[0].length) };
}

function parseYaml(text: string): object | string | number | boolean {
  try {
    return parse(text) ?? {};
  } catch (cause) {
    throw damaged('The front matter is not valid YAML.', cause);
  }
}

/** Another case, one letter too many, too few or wrong, or two swapped. Short names are only compared without case. */
function isMisspelt(name: string, field: string): boolean {
  const [given, meant] = [name.trim().toLowerCase(), field];
  if (given === meant) return true;
  if (meant.length < 6 || Math.abs(given.length - meant.length) > 1) return false;
  let start = 0;
  while (start < meant.length && given[start] === meant[start]) start += 1;
  const rest = (skipGiven: number, skipMeant: number) =>
    given.slice(start + skipGiven) === meant.slice(start + skipMeant);
  const isSwapped = given[start] === meant[start + 1] && given[start + 1] === meant[start];
  return rest(1, 0) || rest(0, 1) || rest(1, 1) || (isSwapped && rest(2, 2));
}

function damaged(message: string, cause?: unknown): DeskhandError {
  return new DeskhandError('document-damaged', { message, cause });
}
