import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Tokenizer } from '@huggingface/tokenizers';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { encodePair, type PairToRead } from './pair-encoding.ts';
import type { WorkerReply } from './worker-queue.ts';

/** What the worker is started with. */
export interface ReadingWorkerData {
  /** The model's file and that of its vocabulary. */
  model: string;
  vocabulary: string;
}

/** Logits: that the passage answers, that both questions have one answer, and for each unit that it is part of the answer. */
export interface PairLogits {
  answers: number;
  same: number;
  units: number[];
}

type Reply = WorkerReply<PairLogits>;

const data = workerData as ReadingWorkerData;

// A second thread would take the core that serves customers.
env.wasm.numThreads = 1;

const [model, vocabulary] = await Promise.all([
  readFile(data.model),
  readFile(data.vocabulary, 'utf8'),
]);
const tokenizer = new Tokenizer(JSON.parse(vocabulary), {});
const session = await InferenceSession.create(model, { executionProviders: ['wasm'] });
const tokensOf = (text: string): number[] =>
  tokenizer.encode(text, { add_special_tokens: false }).ids;

parentPort?.on('message', async (pair: PairToRead) => {
  try {
    const result = await read(pair);
    parentPort?.postMessage({ kind: 'result', result } satisfies Reply);
  } catch (error) {
    parentPort?.postMessage({ kind: 'failed', message: String(error) } satisfies Reply);
  }
});
parentPort?.postMessage({ kind: 'ready' } satisfies Reply);

async function read(pair: PairToRead): Promise<PairLogits> {
  const { ids, segments, units } = encodePair(pair, tokensOf);
  const tensor = (values: number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const result = await session.run({
    input_ids: tensor(ids),
    token_type_ids: tensor(segments),
    attention_mask: tensor(ids.map(() => 1)),
  });
  const { pair: chances, token } = result;
  if (chances === undefined || token === undefined)
    throw new Error('the model gives other outputs');
  const [answers = 0, same = 0] = chances.data as Float32Array;
  const tokens = token.data as Float32Array;
  return { answers, same, units: units.map(([from, to]) => mean(tokens.subarray(from, to))) };
}

/** Of nothing it is minus infinity: a unit beyond the window is no part of the answer. */
function mean(values: Float32Array): number {
  if (values.length === 0) return Number.NEGATIVE_INFINITY;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
