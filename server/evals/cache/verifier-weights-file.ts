import { readFileSync } from 'node:fs';
import type { VerifierWeights } from '../../caching/decision/verifier.ts';

interface WeightsFile {
  shipped: VerifierWeights;
  heldOut: VerifierWeights[];
}

/** Of the weights in a file, those that learned from most without having seen the set. Throws where all have seen it. */
export function weightsWithout(file: URL, sha256: string): VerifierWeights {
  const { shipped, heldOut } = JSON.parse(readFileSync(file, 'utf8')) as WeightsFile;
  const unseen = [shipped, ...heldOut].find(({ trainedOn }) =>
    trainedOn.every((set) => set.sha256 !== sha256),
  );
  if (unseen === undefined) {
    throw new Error('every verifier has learned from this set: train one without it first');
  }
  return unseen;
}

/** The weights that ship with the product. Throws where the file holds none. */
export function shippedWeights(file: URL): VerifierWeights {
  return (JSON.parse(readFileSync(file, 'utf8')) as WeightsFile).shipped;
}
