import type { Cache } from '../ports/cache.ts';
import { answerKeyPrefix } from './cache-key.ts';
import { readAnswers } from './stored-answers.ts';

const pageSize = 100;

/**
 * Documents that some shared answer rests on in another version than the current one. Eviction makes sure that there are
 * none; a process that died before its eviction came through, or a Redis that failed over to a copy, could leave some.
 */
export async function staleDocuments(
  cache: Cache,
  documentVersions: (documentIds: string[]) => Promise<ReadonlyMap<string, number>>,
): Promise<string[]> {
  const keys = await cache.keys(answerKeyPrefix, Number.MAX_SAFE_INTEGER);
  const read = new Map<string, Set<number>>();
  for (let start = 0; start < keys.length; start += pageSize) {
    for (const { entry } of await readAnswers(cache, keys.slice(start, start + pageSize))) {
      for (const [id, version] of Object.entries(entry.documentVersions)) {
        read.set(id, (read.get(id) ?? new Set()).add(version));
      }
    }
  }
  const current = await documentVersions([...read.keys()]);
  return [...read].flatMap(([id, versions]) => {
    const version = current.get(id);
    return versions.size === 1 && version !== undefined && versions.has(version) ? [] : [id];
  });
}
