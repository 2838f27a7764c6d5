import type { Clock } from '../ports/clock.ts';
import type { ModelLimits } from './model-card.ts';

const minuteMs = 60_000;

interface Lane {
  /** When the next request, and the next token, would be due at an even pace. */
  requestsDueMs: number;
  tokensDueMs: number;
  blockedUntilMs: number;
}

/**
 * Keeps each model within its limits a minute by queueing: a minute's worth may go at once, after that requests are
 * spaced evenly (the generic cell rate algorithm). Counts for this process.
 */
export class ProviderLimits {
  readonly #clock: Clock;
  readonly #lanes = new Map<string, Lane>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Takes a place for one request of `tokens` (prompt and the most it may answer). Returns the milliseconds to wait
   * before sending it, or null, taking nothing, where that would be more than `maxWaitMs`.
   */
  reserve(modelId: string, limits: ModelLimits, tokens: number, maxWaitMs: number): number | null {
    const nowMs = this.#clock.monotonicMs();
    const lane = this.#lane(modelId);
    const requests = place(lane.requestsDueMs, nowMs, 1, limits.requestsPerMinute);
    const amount = place(lane.tokensDueMs, nowMs, tokens, limits.tokensPerMinute);
    const waitMs = Math.max(requests.waitMs, amount.waitMs, lane.blockedUntilMs - nowMs, 0);
    if (waitMs > maxWaitMs) return null;
    lane.requestsDueMs = requests.dueMs;
    lane.tokensDueMs = amount.dueMs;
    return waitMs;
  }

  /** Keeps every turn away from a model that asked to be left alone. */
  block(modelId: string, forMs: number): void {
    const lane = this.#lane(modelId);
    lane.blockedUntilMs = Math.max(lane.blockedUntilMs, this.#clock.monotonicMs() + forMs);
  }

  /** How much longer a model is to be left alone; 0 when it need not be. */
  blockedForMs(modelId: string): number {
    const until = this.#lanes.get(modelId)?.blockedUntilMs ?? 0;
    return Math.max(0, until - this.#clock.monotonicMs());
  }

  #lane(modelId: string): Lane {
    let lane = this.#lanes.get(modelId);
    if (!lane) {
      lane = { requestsDueMs: 0, tokensDueMs: 0, blockedUntilMs: 0 };
      this.#lanes.set(modelId, lane);
    }
    return lane;
  }
}

function place(
  dueMs: number,
  nowMs: number,
  amount: number,
  perMinute: number | undefined,
): { waitMs: number; dueMs: number } {
  if (perMinute === undefined) return { waitMs: 0, dueMs };
  const nextDueMs = Math.max(dueMs, nowMs) + (minuteMs / perMinute) * amount;
  return { waitMs: nextDueMs - nowMs - minuteMs, dueMs: nextDueMs };
}
