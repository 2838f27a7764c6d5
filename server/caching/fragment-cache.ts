import type { Cache, CacheInstant } from '../ports/cache.ts';
import type { Clock } from '../ports/clock.ts';
import type { VectorIndex } from '../ports/vector-index.ts';
import { fragmentKey, type SearchScope, searchScopeKey } from './cache-key.ts';
import { type FragmentEntry, readFragmentEntry } from './fragment-entry.ts';
import type { CacheInvalidation } from './invalidation.ts';
import { documentTag } from './lineage.ts';
import type { StoreBudget } from './store-budget.ts';

/** How near an earlier query must be for its results to be this one's too. */
const sameSearchCosine = 0.97;
/** Payload fields that searches and tidying compare. */
export const searchVectorFields = ['scope', 'indexVersion', 'expiryHour'] as const;

const forgottenAtOnce = 10;
const hourMs = 3_600_000;
const lifetimeMs = 4 * hourMs;
/** How many past hours are cleared at a time: what a pause of two days leaves behind. */
const sweptHours = 48;

/** One result of a search, best first; the passages themselves stay in the knowledge base. */
export interface FoundPassage {
  id: string;
  documentId: string;
  score: number;
}

/** What a search found, with what it knew of its own success. */
export interface Fragment {
  passages: FoundPassage[];
  evidence: Record<string, number> | null;
}

export interface FragmentCacheParts {
  cache: Cache;
  vectors: VectorIndex;
  clock: Clock;
  invalidation: CacheInvalidation;
}

/**
 * Results of searches, so that ten questions that need the same passages search once. Index version, model and
 * scope are part of the key: a changed document makes all earlier results unreachable, not only those that hold it,
 * because it may now be the better result of any of them.
 */
export class FragmentCache {
  readonly #parts: FragmentCacheParts;
  #newestVersion: number | null = null;
  #sweptHour = '';

  constructor(parts: FragmentCacheParts) {
    this.#parts = parts;
  }

  /** Throws `cache-unavailable` when the store does not answer within the budget. */
  async lookUp(
    scope: SearchScope,
    question: string,
    budget: StoreBudget,
  ): Promise<Fragment | null> {
    const key = fragmentKey(scope, question);
    return this.#read(scope, await budget.wait(() => this.#parts.cache.get(key)));
  }

  /** Results of the nearest earlier query, if it is as good as the same: near enough, and `sameAsk` finds nothing that differs. */
  async lookUpNear(
    scope: SearchScope,
    vector: Float32Array,
    budget: StoreBudget,
    sameAsk: (earlier: string) => boolean,
  ): Promise<Fragment | null> {
    const query = {
      vector,
      limit: 1,
      minScore: sameSearchCosine,
      filter: { scope: searchScopeKey(scope) },
    };
    const [match] = await budget.wait(() => this.#parts.vectors.search(query));
    if (match === undefined) return null;
    const stored = await budget.wait(() => this.#parts.cache.get(match.id));
    const earlier = readFragmentEntry(stored);
    return earlier !== null && sameAsk(earlier.question) ? this.#read(scope, stored) : null;
  }

  /** `begunAt`: the cache's `now()` from before the search. */
  async store(
    scope: SearchScope,
    question: string,
    vector: Float32Array | null,
    { passages, evidence }: Fragment,
    begunAt: CacheInstant,
  ): Promise<boolean> {
    const { cache, clock, invalidation, vectors } = this.#parts;
    const documentIds = tagsOf(passages);
    if (passages.length === 0 || invalidation.isPending(documentIds)) return false;
    const key = fragmentKey(scope, question);
    const createdAtMs = clock.nowMs();
    const expiresAtMs = createdAtMs + lifetimeMs;
    const { audience, locale, site, indexVersion } = scope;
    const entry: FragmentEntry = {
      format: 2,
      indexVersion,
      scope: { audience, locale, site },
      question,
      passages: passages.map(({ id, documentId, score }) => ({ id, documentId, score })),
      evidence,
      createdAtMs,
      expiresAtMs,
    };
    const stored = await cache.set(key, entry, { expiresAtMs, documentIds, begunAt });
    if (stored && vector !== null) {
      await vectors.upsert([{ id: key, vector, payload: payloadOf(scope, expiresAtMs) }]);
      await this.#clearAway(indexVersion, createdAtMs);
    }
    return stored;
  }

  /** Forgets what is kept for a question and for those that are as good as the same: an answer from it was disliked. */
  async forget(scope: SearchScope, question: string, vector: Float32Array | null): Promise<void> {
    const filter = { scope: searchScopeKey(scope) };
    const near =
      vector === null
        ? []
        : await this.#parts.vectors.search({
            vector,
            limit: forgottenAtOnce,
            minScore: sameSearchCosine,
            filter,
          });
    const keys = new Set([fragmentKey(scope, question), ...near.map(({ id }) => id)]);
    for (const key of keys) await this.evict(key);
  }

  /** Forgets the results kept under a key. */
  async evict(key: string): Promise<void> {
    await this.#parts.cache.delete(key);
    await this.#parts.vectors.remove([key]);
  }

  /** Once an hour the vectors of what has expired, and after each edit those of searches that nobody can reach any more. */
  async #clearAway(indexVersion: number, nowMs: number): Promise<void> {
    const { vectors } = this.#parts;
    const before = this.#newestVersion;
    this.#newestVersion = Math.max(indexVersion, before ?? indexVersion);
    if (before !== null && before < indexVersion) {
      await vectors.removeWhere({ indexVersion: String(before) });
    }
    if (this.#sweptHour === hourOf(nowMs)) return;
    this.#sweptHour = hourOf(nowMs);
    const past = Array.from({ length: sweptHours }, (_, at) => hourOf(nowMs - (at + 1) * hourMs));
    await vectors.removeWhere({ expiryHour: past });
  }

  #read(scope: SearchScope, stored: unknown): Fragment | null {
    const fragment = readFragmentEntry(stored);
    if (fragment === null || fragment.indexVersion !== scope.indexVersion) return null;
    const { passages, evidence } = fragment;
    return this.#parts.invalidation.isPending(tagsOf(passages)) ? null : { passages, evidence };
  }
}

function tagsOf(passages: FoundPassage[]): string[] {
  return [...new Set(passages.map(({ documentId }) => documentTag(documentId)))];
}

function payloadOf(scope: SearchScope, expiresAtMs: number): Record<string, string> {
  return {
    scope: searchScopeKey(scope),
    indexVersion: String(scope.indexVersion),
    expiryHour: hourOf(expiresAtMs),
  };
}

function hourOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 13);
}
