import type { CacheTier, CacheUse, ClassUse, TierUse } from '../../../shared/admin-protocol.ts';
import type { TaskClass } from '../../../shared/receipt.ts';

/** The tiers, and `answers`: the exact and the semantic one together. */
export type UseName = CacheTier | 'answers';

/** Of all points together, the use of each class of question; the most asked first. */
export function classUses({ points }: CacheUse): ClassUse[] {
  const byClass = new Map<TaskClass, ClassUse>();
  for (const use of points.flatMap(({ classes }) => classes)) {
    const known = byClass.get(use.taskClass);
    byClass.set(use.taskClass, known === undefined ? use : plus(known, use));
  }
  return [...byClass.values()].toSorted(
    (one, other) => other.answers.lookups - one.answers.lookups,
  );
}

/** Of all the classes together. */
export function totalUse(classes: readonly ClassUse[], name: UseName): TierUse {
  return classes.map((use) => use[name]).reduce(sum, { lookups: 0, hits: 0 });
}

/** Hits over lookups; null where nothing was looked up. */
export function hitRate({ lookups, hits }: TierUse): number | null {
  return lookups === 0 ? null : hits / lookups;
}

function plus(one: ClassUse, other: ClassUse): ClassUse {
  return {
    taskClass: one.taskClass,
    exact: sum(one.exact, other.exact),
    semantic: sum(one.semantic, other.semantic),
    fragment: sum(one.fragment, other.fragment),
    answers: sum(one.answers, other.answers),
    savedUsd: one.savedUsd + other.savedUsd,
    savedMs: one.savedMs + other.savedMs,
  };
}

function sum(one: TierUse, other: TierUse): TierUse {
  return { lookups: one.lookups + other.lookups, hits: one.hits + other.hits };
}
