import { setTimeout } from 'node:timers/promises';
import { DeskhandError } from '../../errors.ts';
import { logOddsOf } from '../../log-odds.ts';
import type { HitContext, HitNeighbour, HitVerifier } from '../../ports/hit-verifier.ts';
import type { Reader } from '../../ports/reader.ts';
import { nameOfWeights } from './weights-name.ts';

/** How the two judgements are weighed: log-odds of the sum of a constant and both log-odds. */
export interface ReadingWeights {
  bias: number;
  /** Of what the neighbourhood says: the verifier that compares vectors and words. */
  neighbourhood: number;
  /** Of what the reader says of the two questions. */
  reading: number;
  /** Neighbourhood scores outside this range are not read: hardly any below is right, hardly any above is wrong. */
  worthReading: { from: number; to: number };
  /** Help centres that it learned from. */
  trainedOn: readonly { name: string; sha256: string; rows: number }[];
}

/** Different cached answers that are read for one question, most promising first. */
export const candidatesRead = 2;

/** A reading may wait behind those of other customers; later than this the lookup goes on without. Milliseconds. */
const patienceMs = 150;

/** From so many earlier questions with one answer on, these tell more than reading one of them. */
const enoughVotes = 3;

/**
 * Weighs what the neighbourhood of a cached question says with a reading of both questions together. Over a knowledge base the nearest
 * earlier question mostly is another one about the same article; vectors hardly tell it from a paraphrase, reading does. Where
 * several earlier questions have the same answer, these tell more (decision 019). About 25 ms a candidate. Without a reading there is no
 * score: throws `cache-unavailable` or `reader-unavailable` where the reader is slow or out of reach, which a lookup takes for a
 * miss that teaches nothing.
 */
export function makeReadingVerifier(
  neighbourhood: HitVerifier,
  reader: Pick<Reader, 'modelId' | 'compare'>,
  weights: ReadingWeights,
  waitMs: number = patienceMs,
): HitVerifier {
  const { from, to } = weights.worthReading;
  const isWorthReading = (score: number, candidate: HitNeighbour, context: HitContext): boolean =>
    score >= from && score < to && isOpen(candidate, context);
  return {
    verifierId: `${neighbourhood.verifierId}+${reader.modelId}+${nameOfWeights(weights)}`,
    candidates: candidatesRead,
    scoreAtOnce(question, candidate, context) {
      const before = neighbourhood.scoreAtOnce(question, candidate, context);
      return before !== null && isWorthReading(before, candidate, context) ? null : before;
    },
    async score(question, candidate, context) {
      const before = await neighbourhood.score(question, candidate, context);
      if (!isWorthReading(before, candidate, context)) return before;
      const reading = reader.compare(question, candidate.text, 'question');
      const same = await Promise.race([reading, setTimeout(waitMs, null, { ref: false })]);
      if (same === null) {
        throw new DeskhandError('cache-unavailable', {
          message: 'the cached question could not be read in time',
          retryable: true,
        });
      }
      return weighed(before, same, weights);
    },
  };
}

/** Whether earlier questions leave it open: few have the candidate's answer, and what the question itself retrieves is known. */
export function isOpen(
  candidate: HitNeighbour,
  { neighbours, retrievedLineage }: HitContext,
): boolean {
  const votes = neighbours.filter(
    ({ kind, answerKey }) => kind === 'entry' && answerKey === candidate.answerKey,
  );
  return retrievedLineage !== undefined && votes.length < enoughVotes;
}

/** Both judgements in one chance; 0 to 1. */
export function weighed(
  before: number,
  same: number,
  { bias, neighbourhood, reading }: Pick<ReadingWeights, 'bias' | 'neighbourhood' | 'reading'>,
): number {
  const sum = bias + neighbourhood * logOddsOf(before) + reading * logOddsOf(same);
  return 1 / (1 + Math.exp(-sum));
}
