/** USD of one turn by each way of answering it. */
export interface TurnCosts {
  small: number;
  large: number;
  /** Judging the small model's draft; 0 while rules do it. */
  evaluation: number;
}

/**
 * Whether asking the large model straight away is cheaper than a small draft, its evaluation and, with this chance,
 * the large model all the same: P(escalate) >= 1 - (c_small + c_evaluation) / c_large.
 */
export function isCheaperStraight(escalationChance: number, costs: TurnCosts): boolean {
  if (costs.large === 0) return escalationChance > 0;
  return escalationChance >= 1 - (costs.small + costs.evaluation) / costs.large;
}

export interface TurnLatencies {
  /** Milliseconds to the first token. */
  smallTtftMs: number;
  largeTtftMs: number;
  /** Milliseconds that the gate before a draft may hold it. */
  gateMs: number;
}

/** Milliseconds to the first word where the draft is rejected at the gate. */
export function slowestFirstWordMs(latencies: TurnLatencies): number {
  return latencies.smallTtftMs + latencies.gateMs + latencies.largeTtftMs;
}
