import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOnnxReader } from '../../adapters/onnx/onnx-reader.ts';
import { makeLogisticVerifier, type VerifierWeights } from '../../caching/decision/verifier.ts';
import type { HitVerifier } from '../../ports/hit-verifier.ts';
import { cachedReader } from '../reading-cache.ts';
import { makeReadingVerifier, type ReadingWeights } from './reading-verifier.ts';

const weightsFile = new URL('./reading-weights.json', import.meta.url);

export interface ChosenVerifier {
  verifier: HitVerifier;
  close(): Promise<void>;
}

/**
 * The verifier as the product has it, or, `withReading`, one that has the reading model compare both questions besides: what it gains
 * and loses is told in decision 019. Its readings are kept in the folder.
 */
export function openVerifier(
  weights: VerifierWeights,
  folder: string,
  withReading: boolean,
): ChosenVerifier {
  const neighbourhood = makeLogisticVerifier(weights);
  if (!withReading) return { verifier: neighbourhood, close: async () => {} };
  const reading = JSON.parse(readFileSync(weightsFile, 'utf8')) as ReadingWeights;
  const cached = cachedReader(startOnnxReader(), join(folder, 'readings'));
  return {
    verifier: makeReadingVerifier(neighbourhood, cached, reading),
    close: () => cached.close(),
  };
}
