import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reader, Reading } from '../ports/reader.ts';

/** A reader that keeps what it reads in a file of the folder, one file a model. Measuring the same set again then costs no model runs. */
export function cachedReader(reader: Reader, folder: string): Reader {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${reader.modelId.replaceAll(/[^\w.-]/g, '_')}.jsonl`);
  const known = load(file);

  async function kept<Value>(asked: unknown, run: () => Promise<Value>): Promise<Value> {
    const key = createHash('sha256').update(JSON.stringify(asked)).digest('base64url');
    if (known.has(key)) return known.get(key) as Value;
    const value = await run();
    known.set(key, value);
    appendFileSync(file, `${JSON.stringify([key, value])}\n`);
    return value;
  }

  return {
    modelId: reader.modelId,
    read: (question, passages, priority) =>
      Promise.all(
        passages.map((passage) =>
          kept(['read', question, passage], async () => {
            const [reading] = await reader.read(question, [passage], priority);
            return reading as Reading;
          }),
        ),
      ),
    compare: (question, other, priority) =>
      kept(['compare', ...[question, other].sort()], () =>
        reader.compare(question, other, priority),
      ),
    close: () => reader.close(),
  };
}

function load(file: string): Map<string, unknown> {
  const known = new Map<string, unknown>();
  if (!existsSync(file)) return known;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    try {
      const [key, value] = JSON.parse(line) as [string, unknown];
      known.set(key, value);
    } catch {
      // A record cut short by a killed run is left out.
    }
  }
  return known;
}
