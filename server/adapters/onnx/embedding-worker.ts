import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Tokenizer } from '@huggingface/tokenizers';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import type { WorkerReply } from './worker-queue.ts';

/** What the worker is started with. */
export interface EmbeddingWorkerData {
  folder: string;
  maxTokens: number;
}

type Reply = WorkerReply<Float32Array<ArrayBuffer>>;

const { folder, maxTokens } = workerData as EmbeddingWorkerData;

// A second thread would take the core that serves customers.
env.wasm.numThreads = 1;

const [model, vocabulary] = await Promise.all([
  readFile(join(folder, 'model.onnx')),
  readFile(join(folder, 'tokenizer.json'), 'utf8'),
]);
const tokenizer = new Tokenizer(JSON.parse(vocabulary), {});
const session = await InferenceSession.create(model, { executionProviders: ['wasm'] });

parentPort?.on('message', async (text: string) => {
  try {
    const result = await embed(text);
    parentPort?.postMessage({ kind: 'result', result } satisfies Reply, [result.buffer]);
  } catch (error) {
    parentPort?.postMessage({ kind: 'failed', message: String(error) } satisfies Reply);
  }
});
parentPort?.postMessage({ kind: 'ready' } satisfies Reply);

async function embed(text: string): Promise<Float32Array<ArrayBuffer>> {
  const ids = cut(tokenizer.encode(text).ids);
  const shape = [1, ids.length];
  const result = await session.run({
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
    attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
  });
  return Float32Array.from(result.sentence_embedding?.data as Float32Array);
}

/** The first tokens and the closing [SEP], without which the model was never trained. */
function cut(ids: number[]): number[] {
  const last = ids.at(-1);
  if (ids.length <= maxTokens || last === undefined) return ids;
  return [...ids.slice(0, maxTokens - 1), last];
}
