import type { SearchScope as FragmentScope } from '../../caching/cache-key.ts';
import type { FoundPassage, FragmentCache } from '../../caching/fragment-cache.ts';
import { StoreBudget } from '../../caching/store-budget.ts';
import type { Cache } from '../../ports/cache.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FragmentKey, Fragments, Retrieval } from '../../stages/retrieve.ts';
import { answerability } from './answerability.ts';
import type { SearchEvidence } from './evidence.ts';
import type { LexicalIndex } from './lexical-index.ts';

export interface CachedFragmentsParts {
  fragments: FragmentCache;
  cache: Pick<Cache, 'now'>;
  clock: Clock;
  lexical: LexicalIndex;
  embeddingModelId: string;
  /** Whether two questions ask the same, as far as words tell: a near search may be one for another number or name. */
  sameAsk(question: string, earlier: string): boolean;
  /** What waiting for the cache may cost a search. Milliseconds. */
  budgetMs: number;
}

/**
 * Searches remembered in the fragment cache. The cache keeps which passages were found; their text comes from the index of
 * this process, so a passage that is gone makes the memory worthless. A cache out of reach is as good as an empty one.
 */
export function cachedFragments(parts: CachedFragmentsParts): Fragments {
  const { fragments, cache, clock, lexical, embeddingModelId, sameAsk } = parts;
  const scopeOf = ({ scope, indexVersion }: FragmentKey): FragmentScope => ({
    ...scope,
    indexVersion,
    embeddingModelId,
  });
  return {
    async find(key) {
      const budget = new StoreBudget(clock, parts.budgetMs);
      const scope = scopeOf(key);
      const found = await orNull(async () => {
        const same = await fragments.lookUp(scope, key.standaloneQuestion, budget);
        if (same !== null || key.vector === null) return same;
        return fragments.lookUpNear(scope, key.vector, budget, (earlier) =>
          sameAsk(key.standaloneQuestion, earlier),
        );
      });
      if (found === null) return null;
      const passages = found.passages.flatMap(({ id }) => lexical.get(id)?.passage ?? []);
      if (passages.length < found.passages.length) return null;
      const evidence = found.evidence as SearchEvidence | null;
      return {
        passages,
        source: 'hybrid',
        degraded: false,
        evidence,
        indexVersion: key.indexVersion,
        answerable: answerability(evidence, 'hybrid'),
      };
    },
    async forget(key) {
      await orNull(async () => {
        await fragments.forget(scopeOf(key), key.standaloneQuestion, key.vector);
        return null;
      });
    },
    async keep(key, retrieval) {
      await orNull(async () => {
        const begunAt = await cache.now();
        const kept = {
          passages: found(retrieval),
          evidence: retrieval.evidence === null ? null : { ...retrieval.evidence },
        };
        await fragments.store(scopeOf(key), key.standaloneQuestion, key.vector, kept, begunAt);
        return null;
      });
    },
  };
}

const found = ({ passages }: Retrieval): FoundPassage[] =>
  passages.map(({ id, documentId }, rank) => ({ id, documentId, score: 1 / (1 + rank) }));

async function orNull<Value>(work: () => Promise<Value | null>): Promise<Value | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}
