import type { SearchScope as FragmentScope } from '../../caching/cache-key.ts';
import type { FoundPassage, FragmentCache } from '../../caching/fragment-cache.ts';
import { StoreBudget } from '../../caching/store-budget.ts';
import type { Cache } from '../../ports/cache.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FragmentKey, Fragments } from '../../stages/retrieve.ts';
import type { SearchEvidence } from './evidence.ts';
import type { HybridSearchResult } from './hybrid-search.ts';
import type { LexicalIndex } from './lexical-index.ts';

export interface CachedFragmentsParts {
  fragments: FragmentCache;
  cache: Pick<Cache, 'now'>;
  clock: Clock;
  lexical: LexicalIndex;
  embeddingModelId: string;
  /** What waiting for the cache may cost a search. Milliseconds. */
  budgetMs: number;
}

/**
 * Searches remembered in the fragment cache. The cache keeps which passages were found; their text comes from the index of
 * this process, so a passage that is gone makes the memory worthless. A cache out of reach is as good as an empty one.
 */
export function cachedFragments(parts: CachedFragmentsParts): Fragments {
  const { fragments, cache, clock, lexical, embeddingModelId } = parts;
  const scopeOf = ({ scope, indexVersion }: FragmentKey): FragmentScope => ({
    ...scope,
    indexVersion,
    embeddingModelId,
  });
  return {
    async find(key) {
      const budget = new StoreBudget(clock, parts.budgetMs);
      const scope = scopeOf(key);
      const same = await orNull(() => fragments.lookUp(scope, key.standaloneQuestion, budget));
      const { vector } = key;
      const near =
        same !== null || vector === null
          ? null
          : await orNull(() => fragments.lookUpNear(scope, vector, budget));
      const kept = same ?? near;
      if (kept === null) return null;
      const passages = kept.passages.flatMap(({ id }) => lexical.get(id)?.passage ?? []);
      if (passages.length < kept.passages.length) return null;
      const evidence = kept.evidence as SearchEvidence | null;
      return {
        passages,
        source: 'hybrid',
        degraded: false,
        evidence: same !== null || evidence === null ? evidence : unread(evidence),
      };
    },
    async keep(key, result) {
      await orNull(async () => {
        const begunAt = await cache.now();
        const kept = {
          passages: found(result),
          evidence: result.evidence === null ? null : { ...result.evidence },
        };
        await fragments.store(scopeOf(key), key.standaloneQuestion, key.vector, kept, begunAt);
        return null;
      });
    },
  };
}

/** Whoever read the passages read them with the other question. */
function unread({ reading: _, ...evidence }: SearchEvidence): SearchEvidence {
  return evidence;
}

const found = ({ passages }: HybridSearchResult): FoundPassage[] =>
  passages.map(({ id, documentId }, rank) => ({ id, documentId, score: 1 / (1 + rank) }));

async function orNull<Value>(work: () => Promise<Value | null>): Promise<Value | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}
