import { parentPort, workerData } from 'node:worker_threads';
import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { answerAsWorker, type ReadRequest } from '../knowledge/ingestion/file-reader.ts';

parentPort?.postMessage(await answerAsWorker(workerData as ReadRequest, gptTokenizer));
