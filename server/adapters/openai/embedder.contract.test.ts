import { afterAll, beforeAll } from 'vitest';
import { type Simulator, startSimulator } from '../../../e2e/simulator/simulator.ts';
import { describeEmbedderContract } from '../../ports/embedder.contract.ts';
import { gptTokenizer } from '../gpt-tokenizer/gpt-tokenizer.ts';
import { OpenAiEmbedder } from './embedder.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ models: [] });
});
afterAll(() => simulator.close());

describeEmbedderContract('openai, over HTTP', () => {
  return new OpenAiEmbedder({
    baseUrl: simulator.url,
    model: 'embedding-simulated',
    dimensions: 256,
    countTokens: gptTokenizer.count,
  });
});
