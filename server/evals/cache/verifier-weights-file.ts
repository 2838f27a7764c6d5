import { readFileSync } from 'node:fs';

interface Learned {
  trainedOn: readonly { sha256: string }[];
}

interface WeightsFile<Weights extends Learned> {
  shipped: Weights;
  heldOut: Weights[];
}

/** Of the weights in a file, those that learned from most without having seen the set. Throws where all have seen it. */
export function weightsWithout<Weights extends Learned>(file: URL, sha256: string): Weights {
  const { shipped, heldOut } = read<Weights>(file);
  const unseen = [shipped, ...heldOut].find(({ trainedOn }) =>
    trainedOn.every((set) => set.sha256 !== sha256),
  );
  if (unseen === undefined) {
    throw new Error('every verifier has learned from this set: train one without it first');
  }
  return unseen;
}

/** The weights that ship with the product. Throws where the file holds none. */
export function shippedWeights<Weights extends Learned>(file: URL): Weights {
  return read<Weights>(file).shipped;
}

function read<Weights extends Learned>(file: URL): WeightsFile<Weights> {
  return JSON.parse(readFileSync(file, 'utf8')) as WeightsFile<Weights>;
}
