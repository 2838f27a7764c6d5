import type { TaskClass } from '../../shared/receipt.ts';
import type {
  AnswerCache,
  ExactLookup,
  NearestEntry,
  SemanticContext,
  SemanticLookup,
} from '../caching/answer-cache.ts';
import type { AnswerEntry } from '../caching/answer-entry.ts';
import type { CacheQuery } from '../caching/cache-key.ts';
import { StoreBudget } from '../caching/store-budget.ts';
import type { CacheInstant } from '../ports/cache.ts';
import type { Clock } from '../ports/clock.ts';

export interface LookUpDeps {
  answers: Pick<AnswerCache, 'begin' | 'lookUpExact' | 'lookUpSemantic'>;
  clock: Clock;
  /** The question's vector. Asked for only when the exact tier has no answer. */
  embedQuestion(): Promise<Float32Array>;
  /** For the question with this vector. */
  context(vector: Float32Array): SemanticContext;
  /** What waiting for the caches' stores may cost this turn; the fragment tier goes on with what is left. Milliseconds. */
  budgetMs?: number;
}

/** How a tier fared; `skipped` when it was not asked, or was too slow or out of reach. */
type TierOutcome = 'hit' | 'miss' | 'skipped';

interface LookedUp {
  exact: TierOutcome;
  semantic: TierOutcome;
  budget: StoreBudget;
}

export type LookUpResult =
  | (LookedUp & {
      kind: 'hit';
      entry: AnswerEntry;
      /** Of the question; the entry's own where it is the same question. */
      taskClass: TaskClass;
      similarity: number;
      /** The semantic verifier's; null where it was not asked. */
      score: number | null;
    })
  | (LookedUp & {
      kind: 'miss';
      /** Handed to the admission of the fresh answer; null when nothing can be admitted. */
      begunAt: CacheInstant | null;
      /** Why the semantic tier did not serve. */
      reason: string;
      /** What the fresh answer is compared with. */
      nearest: NearestEntry | null;
      vector: Float32Array | null;
    });

/**
 * Tries the exact tier, then the semantic one. Never throws and waits no longer than the budget for the stores:
 * a cache that is slow or gone is skipped. A null `query` is a turn that must not touch a shared cache.
 */
export async function lookUp(query: CacheQuery | null, deps: LookUpDeps): Promise<LookUpResult> {
  const budget = new StoreBudget(deps.clock, deps.budgetMs);
  const missed = { kind: 'miss', begunAt: null, nearest: null, vector: null, budget } as const;
  if (query === null) {
    return { ...missed, exact: 'skipped', semantic: 'skipped', reason: 'not-shareable' };
  }
  const [begunAt, exact] = await Promise.all([
    orNull(budget.wait(() => deps.answers.begin())),
    orNull(deps.answers.lookUpExact(query, budget)),
  ]);
  if (exact?.kind === 'hit') {
    const { entry } = exact;
    return {
      kind: 'hit',
      entry,
      taskClass: entry.taskClass,
      similarity: 1,
      score: null,
      exact: 'hit',
      semantic: 'skipped',
      budget,
    };
  }
  const exactOutcome = outcomeOf(exact);
  const vector = await orNull(deps.embedQuestion());
  const semantic =
    vector === null || budget.exhausted
      ? null
      : await orNull(deps.answers.lookUpSemantic(query, vector, deps.context(vector), budget));
  if (semantic?.kind === 'hit') {
    const { entry, assessment } = semantic;
    const { taskClass, cosine: similarity, score } = assessment;
    return {
      kind: 'hit',
      entry,
      taskClass,
      similarity,
      score,
      exact: exactOutcome,
      semantic: 'hit',
      budget,
    };
  }
  return {
    ...missed,
    begunAt,
    vector,
    exact: exactOutcome,
    semantic: outcomeOf(semantic),
    reason: semantic?.reason ?? 'unavailable',
    nearest: semantic?.nearest ?? null,
  };
}

function outcomeOf(lookup: ExactLookup | SemanticLookup | null): TierOutcome {
  return lookup?.kind ?? 'skipped';
}

/** A cache out of reach is no reason to keep a customer waiting or to fail a turn. */
async function orNull<Value>(promise: Promise<Value>): Promise<Value | null> {
  try {
    return await promise;
  } catch {
    return null;
  }
}
