import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOnnxReader } from '../../adapters/onnx/onnx-reader.ts';
import {
  makeReadingVerifier,
  type ReadingWeights,
} from '../../caching/decision/reading-verifier.ts';
import { makeLogisticVerifier, type VerifierWeights } from '../../caching/decision/verifier.ts';
import type { HitVerifier } from '../../ports/hit-verifier.ts';
import { cachedReader } from '../reading-cache.ts';

const weightsFile = new URL('../../caching/decision/reading-weights.json', import.meta.url);

export interface MeasuredVerifier {
  verifier: HitVerifier;
  close(): Promise<void>;
}

/**
 * The verifier as the product has it, over the neighbourhood's weights given, its readings kept in the folder.
 * `reader`: a folder with another model, or `none` for the neighbourhood alone.
 */
export function openVerifier(
  weights: VerifierWeights,
  folder: string,
  reader: string | undefined,
): MeasuredVerifier {
  const neighbourhood = makeLogisticVerifier(weights);
  if (reader === 'none') return { verifier: neighbourhood, close: async () => {} };
  const reading = JSON.parse(readFileSync(weightsFile, 'utf8')) as ReadingWeights;
  const model = startOnnxReader({ ...(reader && { folder: reader }) });
  const cached = cachedReader(model, join(folder, 'readings'));
  return {
    verifier: makeReadingVerifier(neighbourhood, cached, reading),
    close: () => cached.close(),
  };
}
