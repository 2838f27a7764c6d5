import type { Fault, FaultRule } from '../simulator/script.ts';

/** Every kind of fault that a call survives or is survived by, together in about 5% of the calls, at places drawn from the seed. */
export function randomFaults(seed: number, longRetryAfterMs: number): FaultRule[] {
  const faults: Fault[] = [
    { kind: 'rate-limit', retryAfterMs: 40 },
    { kind: 'rate-limit', retryAfterMs: longRetryAfterMs },
    { kind: 'server-error' },
    { kind: 'reset' },
    { kind: 'hang' },
    { kind: 'slow-start', ms: 1_700 },
    { kind: 'cut', afterTokens: 5 },
    { kind: 'cut-clean', afterTokens: 9 },
    { kind: 'silence', afterTokens: 7 },
    { kind: 'malformed', afterTokens: 3 },
    { kind: 'empty' },
    { kind: 'content-filter', afterTokens: 0 },
    { kind: 'error-event', afterTokens: 4 },
  ];
  return faults.map((fault, index) => ({
    fault,
    probability: 0.05 / faults.length,
    seed: seed + index,
  }));
}
