import { logOddsOf } from '../../log-odds.ts';
import type { HitVerifier } from '../../ports/hit-verifier.ts';
import type { Reader } from '../../ports/reader.ts';

/** How the two judgements are weighed: log-odds of the sum of a constant and both log-odds. */
export interface ReadingWeights {
  bias: number;
  /** Of what the neighbourhood says: the verifier that compares vectors and words. */
  neighbourhood: number;
  /** Of what the reader says of the two questions. */
  reading: number;
  /** Neighbourhood scores below this are not worth reading: hardly any of them is right. */
  worthReading: number;
}

/** Different cached answers that are read for one question, most promising first. */
const candidatesRead = 3;

/**
 * Weighs what the neighbourhood of a cached question says with a reading of both questions together: vectors hardly tell a
 * paraphrase from another question about the same article, reading does. About 25 ms a candidate, only where there is hope.
 * Throws `reader-unavailable` as the reader does.
 */
export function makeReadingVerifier(
  neighbourhood: HitVerifier,
  reader: Reader,
  weights: ReadingWeights,
): HitVerifier {
  return {
    verifierId: `${neighbourhood.verifierId}+${reader.modelId}`,
    candidates: candidatesRead,
    async score(question, candidate, context) {
      const before = await neighbourhood.score(question, candidate, context);
      if (before < weights.worthReading) return 0;
      const same = await reader.compare(question, candidate.text, 'question');
      return weighed(before, same, weights);
    },
  };
}

/** Both judgements in one chance; 0 to 1. */
export function weighed(before: number, same: number, weights: ReadingWeights): number {
  const { bias, neighbourhood, reading } = weights;
  const sum = bias + neighbourhood * logOddsOf(before) + reading * logOddsOf(same);
  return 1 / (1 + Math.exp(-sum));
}
