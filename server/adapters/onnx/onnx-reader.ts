import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import type { EmbedPriority } from '../../ports/embedder.ts';
import type { Reader } from '../../ports/reader.ts';
import { verifyChecksums } from './checksums.ts';
import type { PairToRead } from './pair-encoding.ts';
import type { PairLogits, ReadingWorkerData } from './reading-worker.ts';
import { WorkerQueue } from './worker-queue.ts';

const shippedFolder = fileURLToPath(new URL('./reading-model', import.meta.url));
const vocabulary = fileURLToPath(new URL('./all-minilm-l6-v2/tokenizer.json', import.meta.url));

/** Readings that are kept: what ranked a passage is asked for again when it is quoted. About 1 kB each. */
const keptReadings = 2000;

/** Passages that may wait to be read, about a tenth of a second each: in a rush, answers go on without a reading. */
const mostWaiting = 5;
/** Of these, as many may be comparisons for the caches: a fresh answer must not go unread for the sake of a cached one. */
const mostComparisonsWaiting = 3;

export interface OnnxReaderOptions {
  /** Folder with model.onnx and SHA256SUMS. Default: the model that comes with the project. */
  folder?: string;
  /** Readings that may wait; one more is refused. */
  mostWaiting?: number;
}

/**
 * The local reader: a small cross-encoder of the project's own training, in a worker thread. It shares the embedder's vocabulary.
 * Measured on one core: 30 ms for a question with a sentence, 100 ms with a passage of 110 tokens.
 * In a rush it refuses rather than lets customers wait.
 * Throws DeskhandError `reader-unavailable` when a file of the model is missing or its checksum differs.
 */
export function startOnnxReader(options: OnnxReaderOptions = {}): Reader {
  const folder = options.folder ?? shippedFolder;
  const checksums = verifyChecksums(folder, 'reader-unavailable');
  const queue = new WorkerQueue<PairToRead, PairLogits>(
    () => {
      const workerData: ReadingWorkerData = { model: `${folder}/model.onnx`, vocabulary };
      return new Worker(new URL('./reading-worker.ts', import.meta.url), { workerData });
    },
    'reader-unavailable',
    options.mostWaiting ?? mostWaiting,
  );
  const readings = new LRUCache<string, Promise<PairLogits>>({ max: keptReadings });

  function logitsOf(
    pair: PairToRead,
    priority: EmbedPriority,
    waiting?: number,
  ): Promise<PairLogits> {
    const key = JSON.stringify(pair);
    const known = readings.get(key);
    if (known !== undefined) return known;
    const reading = queue.run(pair, priority, waiting);
    readings.set(key, reading);
    reading.catch(() => readings.delete(key));
    return reading;
  }

  return {
    modelId: `deskhand-reading-model@${checksums.get('model.onnx')?.slice(0, 12)}`,
    read: (question, passages, priority) =>
      Promise.all(
        passages.map(async ({ heading, units }) => {
          const logits = await logitsOf({ question, heading, units }, priority);
          return { answers: chance(logits.answers), units: logits.units.map(chance) };
        }),
      ),
    async compare(question, other, priority) {
      // The order says nothing, so one order is chosen for both.
      const [first = question, second = other] = [question, other].sort();
      const pair = { question: first, heading: second, units: [] };
      const { same } = await logitsOf(
        pair,
        priority,
        options.mostWaiting ?? mostComparisonsWaiting,
      );
      return chance(same);
    },
    close: () => queue.close(),
  };
}

function chance(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
