import type { CacheTier } from '../../shared/admin-caches.ts';
import type { Cache } from '../ports/cache.ts';
import { type AnswerEntry, readAnswerEntry } from './answer-entry.ts';
import { answerKeyPrefix, fragmentKeyPrefix } from './cache-key.ts';
import { type FragmentEntry, readFragmentEntry } from './fragment-entry.ts';

/** What is kept under a key: an answer that is shared, or the results of a search. */
export type InspectedEntry =
  | { kind: 'answer'; key: string; entry: AnswerEntry }
  | { kind: 'fragment'; key: string; entry: FragmentEntry };

export interface EntrySearch {
  /** Only what this tier can serve. */
  tier?: CacheTier | undefined;
  /** Words that question or answer must hold, all of them. */
  search?: string | undefined;
  limit: number;
}

/** Entries read at once, so that one look into a large cache does not hold up its users. */
const pageSize = 100;

/** The entries that fit, the newest first. */
export async function listEntries(cache: Cache, wanted: EntrySearch): Promise<InspectedEntry[]> {
  const found = await Promise.all(
    prefixesOf(wanted.tier).map((prefix) => listBelow(cache, prefix, wanted)),
  );
  return found
    .flat()
    .toSorted((one, other) => createdAtMs(other) - createdAtMs(one))
    .slice(0, wanted.limit);
}

/** The entry with everything kept about it, or null. */
export async function inspectEntry(cache: Cache, key: string): Promise<InspectedEntry | null> {
  return readEntry(key, await cache.get(key));
}

/**
 * The tiers that can serve it. The exact and the semantic tier share one stored answer: whoever asks the same finds it by its
 * key, whoever asks alike by its question's vector, if it has one.
 */
export function tiersOf(inspected: InspectedEntry): CacheTier[] {
  if (inspected.kind === 'fragment') return ['fragment'];
  return inspected.entry.vector === '' ? ['exact'] : ['exact', 'semantic'];
}

function prefixesOf(tier: CacheTier | undefined): string[] {
  if (tier === 'fragment') return [fragmentKeyPrefix];
  return tier === undefined ? [answerKeyPrefix, fragmentKeyPrefix] : [answerKeyPrefix];
}

async function listBelow(
  cache: Cache,
  prefix: string,
  { tier, search = '', limit }: EntrySearch,
): Promise<InspectedEntry[]> {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  const keys = (await cache.keys(prefix, Number.MAX_SAFE_INTEGER)).toReversed();
  const found: InspectedEntry[] = [];
  for (let start = 0; start < keys.length && found.length < limit; start += pageSize) {
    const page = keys.slice(start, start + pageSize);
    const stored = await cache.getMany(page);
    const read = page.flatMap((key, index) => readEntry(key, stored[index]) ?? []);
    found.push(
      ...read.filter(
        (each) => holdsAll(each, words) && (tier === undefined || tiersOf(each).includes(tier)),
      ),
    );
  }
  return found.slice(0, limit);
}

function readEntry(key: string, stored: unknown): InspectedEntry | null {
  if (key.startsWith(fragmentKeyPrefix)) {
    const entry = readFragmentEntry(stored);
    return entry === null ? null : { kind: 'fragment', key, entry };
  }
  const entry = readAnswerEntry(stored);
  return entry === null ? null : { kind: 'answer', key, entry };
}

function createdAtMs({ kind, entry }: InspectedEntry): number {
  return kind === 'answer' ? Date.parse(entry.createdAt) : entry.createdAtMs;
}

function holdsAll({ kind, entry }: InspectedEntry, words: string[]): boolean {
  const text = `${entry.question}\n${kind === 'answer' ? entry.text : ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
