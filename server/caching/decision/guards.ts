import { guardAskedFor } from './guards/asked-for.ts';
import { guardDirection } from './guards/direction.ts';
import type { Guard, GuardVerdict } from './guards/guard.ts';
import { passed } from './guards/guard.ts';
import type { NameVocabulary } from './guards/names.ts';
import { guardNames } from './guards/names.ts';
import { guardNegation } from './guards/negation.ts';
import { guardNumbers } from './guards/numbers.ts';
import { guardOpposites } from './guards/opposites.ts';
import { guardSubstitution } from './guards/substitution.ts';
import { guardTimes } from './guards/times.ts';

/**
 * The guards in turn, the first that fails speaks. A guard refuses what an embedding cannot see: two questions that
 * look alike and have different answers. It never says that two questions are the same; that is the verifier's part.
 */
export function makeGuards(vocabulary: NameVocabulary): Guard {
  const guards: readonly Guard[] = [
    guardNumbers,
    guardTimes,
    guardNegation,
    guardOpposites,
    guardNames(vocabulary),
    guardDirection,
    guardAskedFor,
    guardSubstitution,
  ];
  return (question, candidate): GuardVerdict => {
    for (const guard of guards) {
      const verdict = guard(question, candidate);
      if (!verdict.passed) return verdict;
    }
    return passed;
  };
}
