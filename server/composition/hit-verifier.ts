import { readFileSync } from 'node:fs';
import { makeReadingVerifier, type ReadingWeights } from '../caching/decision/reading-verifier.ts';
import { makeLogisticVerifier, type VerifierWeights } from '../caching/decision/verifier.ts';
import type { HitVerifier } from '../ports/hit-verifier.ts';
import type { Reader } from '../ports/reader.ts';

const decision = new URL('../caching/decision/', import.meta.url);

/** The verifier of cached answers: the neighbourhood, and where there is a reader, a reading of both questions besides. */
export function shippedVerifier(reader: Reader | null): HitVerifier {
  const neighbourhood = makeLogisticVerifier(shipped<VerifierWeights>('verifier-weights.json'));
  return reader === null
    ? neighbourhood
    : makeReadingVerifier(neighbourhood, reader, shipped<ReadingWeights>('reading-weights.json'));
}

function shipped<Weights>(file: string): Weights {
  const { shipped: weights } = JSON.parse(readFileSync(new URL(file, decision), 'utf8')) as {
    shipped: Weights;
  };
  return weights;
}
