/** What a guard found. `detail` is for logs and the admin page, in plain words. */
export type GuardVerdict = { passed: true } | { passed: false; guard: GuardName; detail: string };

export type GuardName =
  | 'numbers'
  | 'times'
  | 'negation'
  | 'names'
  | 'opposites'
  | 'direction'
  | 'asked-for'
  | 'substitution';

/** Compares a new question with the question of a cached answer. Order does not matter: a guard is symmetric. */
export type Guard = (question: string, candidate: string) => GuardVerdict;

export const passed: GuardVerdict = { passed: true };

export function failed(guard: GuardName, detail: string): GuardVerdict {
  return { passed: false, guard, detail };
}

/** Passes when both sets hold the same; else names what only one of them holds. */
export function sameSets(
  guard: GuardName,
  left: ReadonlySet<string>,
  right: ReadonlySet<string>,
): GuardVerdict {
  const onlyLeft = [...left].filter((value) => !right.has(value));
  const onlyRight = [...right].filter((value) => !left.has(value));
  if (onlyLeft.length === 0 && onlyRight.length === 0) return passed;
  return failed(
    guard,
    `${onlyLeft.join(', ') || 'nothing'} against ${onlyRight.join(', ') || 'nothing'}`,
  );
}
