import { readFileSync } from 'node:fs';
import type { ModelAttempt } from '../../shared/receipt.ts';
import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import type { TurnComponents } from '../conversation/turn-components.ts';
import type { Rung } from '../routing/ladder.ts';
import { UsageEstimator } from '../routing/usage-estimator.ts';
import type { PromptTemplate } from '../stages/compose.ts';
import { type Rewrite, rewriteFollowUp } from '../stages/follow-up/rewrite-follow-up.ts';
import type { Models } from './models.ts';

export interface FollowUpParts {
  models: Pick<Models, 'catalog' | 'generation'>;
  /** What may be spent on who asks. */
  allowance: TurnComponents['allowance'];
  /** Longest a model may take; with 0 none is asked. Milliseconds. */
  budgetMs: number;
  onAttempt: (attempt: ModelAttempt) => void;
}

const promptFile = new URL('../prompts/rewrite-1.txt', import.meta.url);

/** What models are told that make a follow-up stand alone. */
export function rewriteTemplate(): PromptTemplate {
  return { version: 'rewrite-1', system: readFileSync(promptFile, 'utf8') };
}

/** Has follow-ups written so that they stand alone, by the cheapest small model that is well, while there is money for it. */
export function followUpRewriter(parts: FollowUpParts): TurnComponents['rewrite'] {
  const { models, allowance, budgetMs, onAttempt } = parts;
  const template = rewriteTemplate();
  // Its prompts are short and never in a provider's cache: what is learned of their usage says nothing about answers.
  const usage = new UsageEstimator(gptTokenizer);
  const isWell = ({ provider }: Rung) => models.generation.guards.breakerState(provider) !== 'open';
  return async (request, spender) => {
    const small = models.catalog.rungs().filter(({ tier }) => tier === 'small');
    const ladder = small.filter(isWell);
    if (budgetMs === 0 || ladder.length === 0) return leftToRules('no-model');
    if ((await allowance(spender)) === 'none') return leftToRules('no-money');
    const generation = { ...models.generation, usage, onAttempt };
    return rewriteFollowUp(request, {
      ladder,
      generation,
      template,
      tokenizer: gptTokenizer,
      budgetMs,
    });
  };
}

const leftToRules = (because: 'no-model' | 'no-money'): Rewrite => ({
  question: null,
  followUp: { by: 'rules', because },
  calls: [],
});
