import { setImmediate } from 'node:timers/promises';
import type { AnswerUses } from '../ports/answer-uses.ts';
import type { Cache } from '../ports/cache.ts';
import type { AnswerEntry } from './answer-entry.ts';
import { answerKeyPrefix } from './cache-key.ts';
import { readAnswers } from './stored-answers.ts';

const pageSize = 100;

export interface ReconcileParts {
  cache: Cache;
  /** Current versions from the database; an absent id is a deleted document. */
  documentVersions(documentIds: string[]): Promise<ReadonlyMap<string, number>>;
  /** Where thumbs are looked up; absent where nobody gives any. */
  uses?: AnswerUses;
}

/** What should have been evicted and is there all the same. */
export interface Leftovers {
  /** Documents that some shared answer rests on in another version than the current one. */
  documentIds: string[];
  /** Messages whose answer got a thumbs-down. */
  messageIds: string[];
}

/**
 * Finds lost evictions. Eviction makes sure that there are none; a process that died before its eviction came through, or a
 * Redis that failed over to a copy, could leave some.
 */
export async function findLeftovers(parts: ReconcileParts): Promise<Leftovers> {
  const read = new Map<string, Set<number>>();
  const disliked: string[] = [];
  for await (const entries of pagesOf(parts.cache)) {
    for (const { documentVersions } of entries) {
      for (const [id, version] of Object.entries(documentVersions)) {
        read.set(id, (read.get(id) ?? new Set()).add(version));
      }
    }
    const uses = await parts.uses?.of(entries.map(({ messageId }) => messageId));
    for (const [messageId, { thumbsDown }] of uses ?? []) {
      if (thumbsDown > 0) disliked.push(messageId);
    }
  }
  const current = await parts.documentVersions([...read.keys()]);
  const documentIds = [...read].flatMap(([id, versions]) => {
    const version = current.get(id);
    return versions.size === 1 && version !== undefined && versions.has(version) ? [] : [id];
  });
  return { documentIds, messageIds: disliked };
}

/** All shared answers, some at a time, with a breath in between for those who wait for this process. */
async function* pagesOf(cache: Cache): AsyncGenerator<AnswerEntry[]> {
  const keys = await cache.keys(answerKeyPrefix, Number.MAX_SAFE_INTEGER);
  for (let start = 0; start < keys.length; start += pageSize) {
    const page = await readAnswers(cache, keys.slice(start, start + pageSize));
    yield page.map(({ entry }) => entry);
    await setImmediate();
  }
}
