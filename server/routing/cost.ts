import type { TokenUsage } from '../ports/language-model.ts';
import type { Prices } from './model-card.ts';

/** What a call costs in USD: cached input at its own price, the rest of the input and the output at theirs. */
export function costUsd(usage: TokenUsage, prices: Prices): number {
  const cached = Math.min(usage.cachedInputTokens, usage.inputTokens);
  const fresh = usage.inputTokens - cached;
  return (
    (fresh * prices.input + cached * prices.cachedInput + usage.outputTokens * prices.output) /
    1_000_000
  );
}

/**
 * What the same turn would have cost in USD with the reference model for everything: one call, nothing cached.
 * `inputTokens` is the whole prompt, `outputTokens` the answer that was delivered.
 */
export function referenceCostUsd(
  turn: { inputTokens: number; outputTokens: number },
  reference: Prices,
): number {
  return costUsd({ ...turn, cachedInputTokens: 0 }, reference);
}
