import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { withoutCourtesy } from '../../../server/language/courtesy.ts';
import { costUsd } from '../../../server/routing/cost.ts';
import type { ModelCard } from '../../../server/routing/model-card.ts';
import { parseModels } from '../../../server/routing/parse-models.ts';
import type { ModelBill, ModelScript } from '../../simulator/script.ts';
import type { Visit } from './traffic.ts';

/** What a shop with one provider's key has of the shipped ladder. */
export const models = { small: 'gpt-4o-mini', large: 'gpt-4o' } as const;

/** Share of questions that each model gets wrong, from 0 to 1. */
export interface ErrorShares {
  small: number;
  large: number;
}

const shipped = parseModels(readFileSync('models.yaml', 'utf8'));
const pricesOf = (id: string): ModelCard['pricesPerMillion'] => {
  const card = shipped.find((other) => other.id === id);
  if (card === undefined) throw new Error(`models.yaml has no ${id}`);
  return card.pricesPerMillion;
};

/**
 * Two models that find the fact where a passage holds it, but for their share of errors. Neither gives probabilities, which
 * would tell the simulator's wrong answers too well.
 */
export function simulatedModels(
  visits: Visit[],
  errorShares: ErrorShares,
  promptCache: boolean,
): ModelScript[] {
  const judged = visits
    .flat()
    .filter(({ kind, facts }) => facts.length > 0 || kind === 'unanswerable');
  const rewrites = visits
    .flat()
    .flatMap(({ text, standalone }) => (standalone === undefined ? [] : [[text, standalone]]));
  const script = {
    rewrites: Object.fromEntries(rewrites),
    facts: Object.fromEntries(judged.map(({ text, facts }) => [withoutCourtesy(text), facts])),
    logProbabilities: false,
    promptCacheMinimumTokens: promptCache ? 1024 : Number.MAX_SAFE_INTEGER,
  };
  return [
    { id: models.small, errorShare: errorShares.small, ...script },
    { id: models.large, errorShare: errorShares.large, ...script },
  ];
}

/** A `models.yaml` with the shipped prices whose models the simulator plays. A day in a minute has no limits a minute. */
export function writeLadder(folder: string, simulatorUrl: string, smallModel: boolean): string {
  const card = (tier: 'small' | 'large') => ({
    id: models[tier],
    provider: 'openai',
    baseUrl: simulatorUrl,
    model: models[tier],
    tier,
    pricesPerMillion: pricesOf(models[tier]),
    contextWindow: 128_000,
    referenceModel: tier === 'large',
  });
  const file = join(folder, `ladder-${smallModel ? 'both' : 'large'}-${Date.now()}.yaml`);
  writeFileSync(
    file,
    stringify({ models: smallModel ? [card('small'), card('large')] : [card('large')] }),
  );
  return file;
}

/** What the simulator's own count comes to, in USD. */
export function billUsd(bill: Record<string, ModelBill>): number {
  return Object.entries(bill).reduce((sum, [id, use]) => sum + costUsd(use, pricesOf(id)), 0);
}
