import { afterEach, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../e2e/simulator/simulator.ts';
import { gptTokenizer } from '../../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { systemClock } from '../../adapters/in-process/system-clock.ts';
import { OpenAiModel } from '../../adapters/openai/model.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type { Rung } from '../../routing/ladder.ts';
import { ProviderGuards } from '../../routing/provider-guards.ts';
import { TaskClassifier } from '../../routing/task-classifier.ts';
import { UsageEstimator } from '../../routing/usage-estimator.ts';
import { buildSearchBench } from '../search-bench.ts';
import { type RecordParts, recordCase } from './record.ts';

const question = 'What does express delivery cost?';
const markdown = '# Express\n\n## Price\n\nExpress delivery costs 12.90 EUR.\n';
const test = {
  id: 'express',
  kind: 'answerable',
  history: [],
  question,
  gold: ['express'],
  facts: ['12.90'],
  withheld: [],
  forbidden: [],
};
const embedder: Embedder = {
  modelId: 'none',
  dimensions: 2,
  embed: async (texts) => texts.map(() => Float32Array.of(1, 0)),
  close: async () => {},
};

let simulator: Simulator;
afterEach(() => simulator.close());

function rung(id: string, tier: Rung['tier'], price: number): Rung {
  const { url: baseUrl } = simulator;
  return {
    id,
    provider: id,
    tier,
    model: new OpenAiModel({ id, provider: id, model: id, baseUrl }),
    prices: { input: price, output: price, cachedInput: price },
    contextWindow: 100_000,
    limits: { concurrency: 2 },
    timeouts: { firstTokenMs: 5_000, gapMs: 5_000, totalMs: 10_000 },
  };
}

async function parts(): Promise<RecordParts> {
  const parsed = { frontMatter: { id: 'express' }, title: 'Express', markdown };
  return {
    bench: await buildSearchBench([{ fileName: 'express.md', parsed }], embedder, () => {}),
    embedder,
    classifier: new TaskClassifier(),
    generation: {
      clock: systemClock,
      guards: new ProviderGuards(systemClock),
      usage: new UsageEstimator(gptTokenizer),
    },
    template: { version: 'test', system: 'Answer from the passages.' },
    weak: rung('weak', 'small', 1),
    strong: rung('strong', 'large', 10),
  };
}

it('tells which of two models has the facts, and what each cost', async () => {
  const facts = { [question]: ['12.90'] };
  simulator = await startSimulator({
    models: [
      { id: 'weak', errorShare: 1, facts },
      { id: 'strong', facts },
    ],
  });
  const record = await recordCase(test, await parts());
  expect(record).toMatchObject({
    class: 'document-question',
    weakRight: false,
    strongRight: true,
  });
  expect(record.weakCostUsd).toBeGreaterThan(0);
  expect(record.strongCostUsd).toBeGreaterThan(record.weakCostUsd);
});

it('takes no model for wrong that could not be reached', async () => {
  simulator = await startSimulator({ models: [{ id: 'strong' }] });
  await expect(recordCase(test, await parts())).rejects.toThrow(/weak gave no answer/);
});
