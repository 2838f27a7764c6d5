import { setTimeout } from 'node:timers/promises';
import { DeskhandError } from '../../errors.ts';
import { logOddsOf } from '../../log-odds.ts';
import type { HitContext, HitVerifier } from '../../ports/hit-verifier.ts';
import type { Reader } from '../../ports/reader.ts';
import { neighbourCount } from './candidate.ts';
import { nameOfWeights } from './weights-name.ts';

/** How the two judgements are weighed: log-odds of a sum. What a judgement is worth changes as the cache fills. */
export interface ReadingWeights {
  bias: number;
  /** Of what the neighbourhood says: the verifier that compares vectors and words. */
  neighbourhood: number;
  /** Of what the reader says of the two questions. */
  reading: number;
  /** What the share of entries among the neighbours adds, by itself and to both judgements. */
  filling: { bias: number; neighbourhood: number; reading: number };
  /** Neighbourhood scores outside this range are not read: hardly any below is right, hardly any above is wrong. */
  worthReading: { from: number; to: number };
  /** What it learned from, so that nothing is ever tested on its own training data. */
  trainedOn: readonly { name: string; sha256: string; rows: number }[];
}

/** Different cached answers that are read for one question, most promising first. */
export const candidatesRead = 2;

/** A reading may wait behind those of other customers; later than this the lookup goes on without. Milliseconds. */
const patienceMs = 150;

/**
 * Weighs what the neighbourhood of a cached question says with a reading of both questions together: vectors hardly tell a
 * paraphrase from another question about the same article, reading does. About 25 ms a candidate, only where the neighbourhood
 * is in doubt. Without a reading there is no score: throws `cache-unavailable` or `reader-unavailable` where the reader is slow or out of reach, which a lookup
 * takes for a miss that teaches nothing.
 */
export function makeReadingVerifier(
  neighbourhood: HitVerifier,
  reader: Pick<Reader, 'modelId' | 'compare'>,
  weights: ReadingWeights,
  waitMs: number = patienceMs,
): HitVerifier {
  const { from, to } = weights.worthReading;
  return {
    verifierId: `${neighbourhood.verifierId}+${reader.modelId}+${nameOfWeights(weights)}`,
    candidates: candidatesRead,
    async score(question, candidate, context) {
      const before = await neighbourhood.score(question, candidate, context);
      if (before < from || before >= to) return before;
      const reading = reader.compare(question, candidate.text, 'question');
      const same = await Promise.race([reading, setTimeout(waitMs, null, { ref: false })]);
      if (same === null) {
        throw new DeskhandError('cache-unavailable', {
          message: 'the cached question could not be read in time',
          retryable: true,
        });
      }
      return weighed({ before, same, filled: filledShare(context) }, weights);
    },
  };
}

/** Share of the neighbours a decision looks at that are earlier questions, 0..1: what tells a young cache from a full one. */
export function filledShare({ neighbours }: HitContext): number {
  return neighbours.filter(({ kind }) => kind === 'entry').length / neighbourCount;
}

/** Both judgements in one chance; 0 to 1. */
export function weighed(
  { before, same, filled }: { before: number; same: number; filled: number },
  { bias, neighbourhood, reading, filling }: Omit<ReadingWeights, 'worthReading' | 'trainedOn'>,
): number {
  const sum =
    bias +
    filling.bias * filled +
    (neighbourhood + filling.neighbourhood * filled) * logOddsOf(before) +
    (reading + filling.reading * filled) * logOddsOf(same);
  return 1 / (1 + Math.exp(-sum));
}
