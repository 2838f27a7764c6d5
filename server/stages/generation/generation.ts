import type { ModelAttempt } from '../../../shared/receipt.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Prompt } from '../../ports/language-model.ts';
import type { Rung, Tier } from '../../routing/ladder.ts';
import type { ProviderGuards } from '../../routing/provider-guards.ts';
import type { UsageEstimator } from '../../routing/usage-estimator.ts';

export interface GenerateRequest {
  prompt: Prompt;
  /** Models in the order to try them; the extractive one, where there is one, last. */
  ladder: Rung[];
  /** Aborting ends every call; what came until then stands. */
  signal: AbortSignal;
  maxOutputTokens: number;
  /** Milliseconds for the whole generation. */
  budgetMs: number;
  /** Milliseconds that waiting for a busy provider may take in all, before the next one is asked. Default 1500. */
  waitBudgetMs?: number;
  /** Why the first call is made. Default `routed`. */
  reason?: AttemptReason;
}

export interface GenerateDependencies {
  clock: Clock;
  guards: ProviderGuards;
  usage: UsageEstimator;
  /** Told of every call once it has ended, also of those whose answer is not used. */
  onAttempt?(attempt: ModelAttempt): void;
  /** Milliseconds without a first token after which a second provider is asked. Default 1500. */
  hedgeAfterMs?: number;
  /** Milliseconds before a failed call is tried again. Default 100. */
  retryDelayMs?: number;
}

export interface GeneratedPiece {
  text: string;
  /** Mean natural logarithm of its tokens' probabilities, where the provider gives it. */
  logProbability?: number;
}

export type GenerationOutcome =
  | 'complete'
  /** The answer came to its token limit or out of time. */
  | 'truncated'
  /** The provider's content filter stopped it. */
  | 'refused'
  | 'empty'
  /** The signal aborted. */
  | 'stopped'
  /** No model could answer, or none could finish what was begun. */
  | 'failed';

export interface GenerationResult {
  outcome: GenerationOutcome;
  /** The model that wrote the end of the answer; null where none wrote anything. */
  servedBy: { model: string; provider: string; tier: Tier } | null;
  /** Every call that was made, in the order they ended. */
  attempts: ModelAttempt[];
}

export type AttemptReason = ModelAttempt['reason'];
export type AttemptOutcome = ModelAttempt['outcome'];
