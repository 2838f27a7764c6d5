/** A `models.yaml` whose small and large model are the simulator's, at different providers. */
export function modelsFile(simulatorUrl: string): string {
  return `models:
  - id: small
    provider: first
    baseUrl: ${simulatorUrl}
    model: small
    tier: small
    pricesPerMillion: { input: 0.15, output: 0.60, cachedInput: 0.075 }
    contextWindow: 128000
    timeouts: { firstTokenMs: 4000, gapMs: 1500, totalMs: 60000 }
  - id: large
    provider: second
    baseUrl: ${simulatorUrl}
    model: large
    tier: large
    referenceModel: true
    pricesPerMillion: { input: 2.50, output: 10.00, cachedInput: 1.25 }
    contextWindow: 128000
    timeouts: { firstTokenMs: 4000, gapMs: 1500, totalMs: 60000 }
`;
}
