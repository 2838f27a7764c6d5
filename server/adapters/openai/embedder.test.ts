import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Fault, ModelScript } from '../../../e2e/simulator/script.ts';
import { type Simulator, startSimulator } from '../../../e2e/simulator/simulator.ts';
import { gptTokenizer } from '../gpt-tokenizer/gpt-tokenizer.ts';
import { type EmbeddingUse, OpenAiEmbedder } from './embedder.ts';

const open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

const texts = ['How long can I return accessories?', 'Für Fahrräder gilt eine Frist von 30 Tagen.'];

async function start(fault?: Fault, script: Partial<ModelScript> = {}, baseUrl?: string) {
  const simulator = await startSimulator({
    models: [{ id: 'e', ...script }],
    faults: fault === undefined ? [] : [{ fault }],
  });
  open.push(simulator);
  const uses: EmbeddingUse[] = [];
  const embedder = new OpenAiEmbedder({
    baseUrl: baseUrl ?? simulator.url,
    model: 'e',
    dimensions: 256,
    countTokens: gptTokenizer.count,
    onUse: (use) => uses.push(use),
  });
  return { embedder, uses, charged: () => simulator.bill().e?.inputTokens ?? 0 };
}

describe('what an embeddings endpoint is said to charge for', () => {
  it('is what it reports, once a call', async () => {
    const { embedder, uses, charged } = await start();
    await embedder.embed(Array.from({ length: 100 }, () => texts).flat(), 'ingestion');
    expect(uses).toHaveLength(4);
    expect(uses.every(({ outcome }) => outcome === 'used')).toBe(true);
    expect(uses.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(charged());
    await embedder.close();
  });

  it('is counted where it reports nothing', async () => {
    const { embedder, uses, charged } = await start(undefined, { reportsUsage: false });
    await embedder.embed(texts, 'question');
    expect(uses).toEqual([{ tokens: charged(), outcome: 'used' }]);
    expect(charged()).toBeGreaterThan(0);
    await embedder.close();
  });

  it('has a call that was given up after it was sent, before the end at the latest', async () => {
    const { embedder, uses, charged } = await start({ kind: 'hang' });
    const embedding = expect(embedder.embed(texts, 'question')).rejects.toMatchObject({
      code: 'embedder-unavailable',
    });
    await vi.waitFor(() => expect(charged()).toBeGreaterThan(0));
    await embedder.close();
    expect(uses).toEqual([{ tokens: charged(), outcome: 'failed' }]);
    await embedding;
  });

  it('has no call that was refused, or never left', async () => {
    const refused = await start({ kind: 'server-error' });
    await expect(refused.embedder.embed(texts, 'question')).rejects.toThrow();
    const lost = await start(undefined, {}, 'http://127.0.0.1:9/v1');
    await expect(lost.embedder.embed(texts, 'question')).rejects.toThrow();
    const closed = await start();
    await closed.embedder.close();
    await expect(closed.embedder.embed(texts, 'question')).rejects.toThrow();
    expect([refused.uses, lost.uses, closed.uses]).toEqual([[], [], []]);
    expect(closed.charged()).toBe(0);
  });

  it('has one whose vectors are of no use', async () => {
    const { embedder, uses, charged } = await start();
    const wrong = new OpenAiEmbedder({
      baseUrl: open[0]?.url ?? '',
      model: 'e',
      dimensions: 8,
      countTokens: gptTokenizer.count,
      onUse: (use) => uses.push(use),
    });
    await expect(wrong.embed(texts, 'question')).rejects.toThrow();
    expect(uses).toEqual([{ tokens: charged(), outcome: 'used' }]);
    await Promise.all([embedder.close(), wrong.close()]);
  });
});
