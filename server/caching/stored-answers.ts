import type { Cache } from '../ports/cache.ts';
import { type AnswerEntry, readAnswerEntry } from './answer-entry.ts';

export interface StoredAnswer {
  key: string;
  entry: AnswerEntry;
}

/** The shared answers under the keys, without those that are gone. */
export async function readAnswers(cache: Cache, keys: string[]): Promise<StoredAnswer[]> {
  const stored = await cache.getMany(keys);
  return keys.flatMap((key, index) => {
    const entry = readAnswerEntry(stored[index]);
    return entry === null ? [] : [{ key, entry }];
  });
}
