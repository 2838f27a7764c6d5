import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { cosine, type Embedder, type EmbedPriority } from '../../ports/embedder.ts';
import { startOnnxEmbedder } from './onnx-embedder.ts';

const shipped = fileURLToPath(new URL('./all-minilm-l6-v2', import.meta.url));

describe('the local embedder', () => {
  const workers: Worker[] = [];
  let embedder: Embedder;
  beforeAll(() => {
    embedder = startOnnxEmbedder({ onWorker: (worker) => workers.push(worker) });
  });
  afterAll(() => embedder.close());

  async function vectorOf(text: string): Promise<Float32Array> {
    const [vector] = await embedder.embed([text], 'question');
    if (vector === undefined) throw new Error('no vector');
    return vector;
  }

  test('puts a question nearer to its paraphrase than to another question', async () => {
    const question = await vectorOf('How do I return a bike?');
    const paraphrase = await vectorOf('Can I send back my bicycle?');
    const other = await vectorOf('What time is breakfast?');
    expect(cosine(question, paraphrase)).toBeGreaterThan(0.6);
    expect(cosine(question, other)).toBeLessThan(0.3);
  });

  test('lets a question wait for one text of ingestion at most', async () => {
    const finished: EmbedPriority[] = [];
    const note = (priority: EmbedPriority) => () => finished.push(priority);
    const ingestion = Array.from({ length: 8 }, (_, number) =>
      embedder.embed([`Passage ${number} about wheels`], 'ingestion').then(note('ingestion')),
    );
    await Promise.all([...ingestion, embedder.embed(['hi'], 'question').then(note('question'))]);
    expect(finished.indexOf('question')).toBeLessThanOrEqual(1);
  });

  test('fails the text under way when its worker dies, and works on with a new one', async () => {
    const before = await vectorOf('What does a service cost?');
    const underWay = embedder.embed(['a text that takes its time '.repeat(40)], 'ingestion');
    const waiting = embedder.embed(['What does a service cost?'], 'question');
    const failure = expect(underWay).rejects.toMatchObject({
      code: 'embedder-unavailable',
      retryable: true,
    });
    await workers.at(-1)?.terminate();
    await failure;
    expect(cosine((await waiting)[0] ?? before, before)).toBeCloseTo(1, 3);
    expect(workers.length).toBe(2);
  });
});

describe('a model that is not the one expected', () => {
  test('is refused by the name of its file when it is damaged', () => {
    const folder = mkdtempSync(join(tmpdir(), 'deskhand-model-'));
    cpSync(shipped, folder, { recursive: true });
    writeFileSync(join(folder, 'tokenizer.json'), '{}');
    expect(() => startOnnxEmbedder({ folder })).toThrow(/tokenizer\.json is damaged/);
    rmSync(folder, { recursive: true });
  });

  test('is refused by the name of its file when it is missing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'deskhand-model-'));
    expect(() => startOnnxEmbedder({ folder })).toThrow(/SHA256SUMS cannot be read/);
    rmSync(folder, { recursive: true });
  });
});
