import type { TaskClass } from '../../shared/receipt.ts';

/** A new question on its way to a shared answer. */
export interface AskedQuestion {
  /** Standing on its own, screened. */
  question: string;
  taskClass: TaskClass;
  /** What the question itself retrieves, best first; null where that is not known. */
  retrievedDocumentIds: string[] | null;
}

/** An earlier question near the new one, with what its answer rests on. */
export interface Neighbour {
  /** Null for a heading or question of the knowledge base, which can be compared with but not served. */
  key: string | null;
  question: string;
  /** Of the documents its answer cites, in order of citation; entries with different lists have different answers. */
  documentIds: string[];
  cosine: number;
}

/** What was thought of the nearest servable neighbour; kept for calibration even when it was not served. */
export interface Assessment {
  key: string;
  cosine: number;
  /** The verifier's score; the cosine where there is no verifier. */
  score: number;
}

export type HitVerdict =
  | { serve: true; reason: string; assessment: Assessment }
  | { serve: false; reason: string; assessment: Assessment | null };

/** Decides whether one of the neighbours (best first) may answer the question. It must not throw. */
export type HitDecision = (asked: AskedQuestion, neighbours: Neighbour[]) => Promise<HitVerdict>;

/** Vetoes a pair of questions whatever its score; returns the name of the guard that objects, or null. */
export type PairGuard = (question: string, cachedQuestion: string) => string | null;

/** Serves the nearest neighbour from a fixed cosine on, where no guard objects: the choice without a verifier. */
export function thresholdDecision(
  options: { threshold?: number; guard?: PairGuard } = {},
): HitDecision {
  const { threshold = 0.95, guard = () => null } = options;
  return async ({ question }, neighbours) => {
    const nearest = neighbours.find((neighbour) => neighbour.key !== null);
    if (nearest === undefined || nearest.key === null) {
      return { serve: false, reason: 'no-neighbour', assessment: null };
    }
    const { key, cosine } = nearest;
    const assessment = { key, cosine, score: cosine };
    if (cosine < threshold) return { serve: false, reason: 'too-far', assessment };
    const objection = guard(question, nearest.question);
    if (objection !== null) return { serve: false, reason: `guard:${objection}`, assessment };
    return { serve: true, reason: 'threshold', assessment };
  };
}
