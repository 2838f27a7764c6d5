import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** Reads a file of JSON lines; the error for a wrong line names file and line. */
export function readJsonLines<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): z.output<Schema>[] {
  const rows: z.output<Schema>[] = [];
  for (const [position, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    const result = schema.safeParse(JSON.parse(line));
    if (!result.success) {
      throw new Error(`${path}:${position + 1} is not in a known format: ${result.error.message}`);
    }
    rows.push(result.data);
  }
  return rows;
}
