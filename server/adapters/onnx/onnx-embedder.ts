import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Embedder } from '../../ports/embedder.ts';
import { verifyChecksums } from './checksums.ts';
import type { EmbeddingWorkerData } from './embedding-worker.ts';
import { WorkerQueue } from './worker-queue.ts';

const shippedFolder = fileURLToPath(new URL('./all-minilm-l6-v2', import.meta.url));

/** The window that the model was trained with; longer texts are cut to it. */
const maxTokens = 256;

const dimensions = 384;

export interface OnnxEmbedderOptions {
  /** Folder with model.onnx, tokenizer.json and SHA256SUMS. Default: the model that comes with the project. */
  folder?: string;
  /** Told of each worker as it starts. */
  onWorker?: (worker: Worker) => void;
}

/**
 * The local embedder: the shipped model in a worker thread, off the event loop. It loads for about a second after this
 * returns; texts given meanwhile wait for it. Measured: 12 ms for 16 tokens, 100 ms for 128, on one core.
 * Throws DeskhandError `embedder-unavailable` when a file of the model is missing or its checksum differs.
 */
export function startOnnxEmbedder(options: OnnxEmbedderOptions = {}): Embedder {
  const folder = options.folder ?? shippedFolder;
  const checksums = verifyChecksums(folder, 'embedder-unavailable');
  const queue = new WorkerQueue<string, Float32Array>(() => {
    const workerData: EmbeddingWorkerData = { folder, maxTokens };
    const worker = new Worker(new URL('./embedding-worker.ts', import.meta.url), { workerData });
    options.onWorker?.(worker);
    return worker;
  }, 'embedder-unavailable');
  return {
    modelId: `all-minilm-l6-v2@${checksums.get('model.onnx')?.slice(0, 12)}`,
    dimensions,
    // One text a run: a batch costs as much as its texts one by one, and would hold up a question.
    embed: (texts, priority) => Promise.all(texts.map((text) => queue.run(text, priority))),
    close: () => queue.close(),
  };
}
