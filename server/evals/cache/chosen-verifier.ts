import { join } from 'node:path';
import { startOnnxReader } from '../../adapters/onnx/onnx-reader.ts';
import {
  makeReadingVerifier,
  type ReadingWeights,
} from '../../caching/decision/reading-verifier.ts';
import { makeLogisticVerifier, type VerifierWeights } from '../../caching/decision/verifier.ts';
import type { HitVerifier } from '../../ports/hit-verifier.ts';
import type { Reader } from '../../ports/reader.ts';
import { cachedReader } from '../reading-cache.ts';
import { shippedWeights, weightsWithout } from './verifier-weights-file.ts';

const decision = new URL('../../caching/decision/', import.meta.url);
const neighbourhoodFile = new URL('verifier-weights.json', decision);
const readingFile = new URL('reading-weights.json', decision);

export interface ChosenVerifier {
  verifier: HitVerifier;
  trainedOn: VerifierWeights['trainedOn'];
}

export interface Choice {
  /** Without it: the verifier as it is where passages are not read. */
  reader: Reader | null;
  /** The checksum of a set that the verifier must not have learned from. */
  without?: string | undefined;
  /** How long a reading may take; the product's limit where absent. Milliseconds. */
  waitMs?: number;
}

/** The verifier as the product has it, or, for measuring a set, one that did not learn from it. */
export function chooseVerifier({ reader, without, waitMs }: Choice): ChosenVerifier {
  const weights =
    without === undefined
      ? shippedWeights<VerifierWeights>(neighbourhoodFile)
      : weightsWithout<VerifierWeights>(neighbourhoodFile, without);
  const neighbourhood = makeLogisticVerifier(weights);
  if (reader === null) return { verifier: neighbourhood, trainedOn: weights.trainedOn };
  const reading = shippedWeights<ReadingWeights>(readingFile);
  return {
    verifier: makeReadingVerifier(neighbourhood, reader, reading, waitMs),
    trainedOn: [...weights.trainedOn, ...reading.trainedOn],
  };
}

/** The same with the shipped reader, whose readings are kept in the folder, and all the time it needs. */
export function openVerifier(
  folder: string,
  { reading, without }: { reading: boolean; without?: string },
): ChosenVerifier & { close(): Promise<void> } {
  const reader = reading
    ? cachedReader(startOnnxReader({ mostWaiting: measuredAtOnce }), join(folder, 'readings'))
    : null;
  return {
    ...chooseVerifier({ reader, without, waitMs: patientMs }),
    close: async () => reader?.close(),
  };
}

/** A measurement asks for many readings at once and waits for all of them, up to the longest that a timer can. */
const measuredAtOnce = 10_000;
const patientMs = 2 ** 31 - 1;
