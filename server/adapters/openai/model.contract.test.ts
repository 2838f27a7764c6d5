import { afterAll, beforeAll } from 'vitest';
import { type Simulator, startSimulator } from '../../../e2e/simulator/simulator.ts';
import { describeLanguageModelContract } from '../../ports/language-model.contract.ts';
import { OpenAiModel } from './model.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ models: [{ id: 'model' }] });
});
afterAll(() => simulator.close());

describeLanguageModelContract('openai, over HTTP', () => {
  return new OpenAiModel({
    id: 'gpt-simulated',
    provider: 'simulator',
    model: 'model',
    baseUrl: simulator.url,
  });
});
