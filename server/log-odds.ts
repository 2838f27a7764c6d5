/** Bounded, as a chance in single precision can be 0 or 1. */
export function logOddsOf(chance: number): number {
  const bounded = Math.min(1 - 1e-6, Math.max(1e-6, chance));
  return Math.log(bounded / (1 - bounded));
}
