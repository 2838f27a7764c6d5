import type { ModelBill } from '../simulator/script.ts';

interface Prices {
  input: number;
  output: number;
  cachedInput: number;
}

const prices: Record<'small' | 'large', Prices> = {
  small: { input: 0.15, output: 0.6, cachedInput: 0.075 },
  large: { input: 2.5, output: 10, cachedInput: 1.25 },
};

/** What the simulated providers would charge, at the prices of `modelsFile`. USD. */
export function usdOf(bills: Record<string, ModelBill>): number {
  return (['small', 'large'] as const).reduce((usd, model) => {
    const bill = bills[model];
    if (bill === undefined) return usd;
    const { input, output, cachedInput } = prices[model];
    const fresh = bill.inputTokens - bill.cachedInputTokens;
    return (
      usd +
      (fresh * input + bill.cachedInputTokens * cachedInput + bill.outputTokens * output) / 1e6
    );
  }, 0);
}

const priceLine = (model: 'small' | 'large'): string => {
  const { input, output, cachedInput } = prices[model];
  return `pricesPerMillion: { input: ${input}, output: ${output}, cachedInput: ${cachedInput} }`;
};

/** A `models.yaml` whose small and large model are the simulator's, at different providers; of the large one at `largeUrl`. */
export function modelsFile(simulatorUrl: string, largeUrl = simulatorUrl): string {
  return `models:
  - id: small
    provider: first
    baseUrl: ${simulatorUrl}
    model: small
    tier: small
    ${priceLine('small')}
    contextWindow: 128000
    timeouts: { firstTokenMs: 4000, gapMs: 1500, totalMs: 60000 }
  - id: large
    provider: second
    baseUrl: ${largeUrl}
    model: large
    tier: large
    referenceModel: true
    ${priceLine('large')}
    contextWindow: 128000
    timeouts: { firstTokenMs: 4000, gapMs: 1500, totalMs: 60000 }
`;
}
