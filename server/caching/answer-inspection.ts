import type { Cache } from '../ports/cache.ts';
import { type AnswerEntry, readAnswerEntry } from './answer-entry.ts';
import { answerKeyPrefix } from './cache-key.ts';

export interface InspectedAnswer {
  key: string;
  entry: AnswerEntry;
}

/** Entries read at once, so that one look into a large cache does not hold up its users. */
const pageSize = 100;

/** Shared answers, oldest first, whose question or answer holds all words of `search` (empty: every one). */
export async function listAnswers(
  cache: Cache,
  options: { search?: string; limit: number },
): Promise<InspectedAnswer[]> {
  const words = (options.search ?? '').toLowerCase().split(/\s+/u).filter(Boolean);
  const keys = await cache.keys(answerKeyPrefix, Number.MAX_SAFE_INTEGER);
  const found: InspectedAnswer[] = [];
  for (let start = 0; start < keys.length && found.length < options.limit; start += pageSize) {
    const page = await readAnswers(cache, keys.slice(start, start + pageSize));
    found.push(...page.filter(({ entry }) => holdsAll(entry, words)));
  }
  return found.slice(0, options.limit);
}

/** The entry with everything kept about it, or null. */
export async function inspectAnswer(cache: Cache, key: string): Promise<InspectedAnswer | null> {
  const [found] = await readAnswers(cache, [key]);
  return found ?? null;
}

/** The entries of the keys, without those that are gone. */
export async function readAnswers(cache: Cache, keys: string[]): Promise<InspectedAnswer[]> {
  const stored = await cache.getMany(keys);
  return keys.flatMap((key, index) => {
    const entry = readAnswerEntry(stored[index]);
    return entry === null ? [] : [{ key, entry }];
  });
}

function holdsAll(entry: AnswerEntry, words: string[]): boolean {
  const text = `${entry.question}\n${entry.text}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
