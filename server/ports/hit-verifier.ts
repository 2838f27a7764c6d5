/** What lies near a new question: an earlier question with its answer, or a heading of the knowledge base. */
export interface HitNeighbour {
  /** The earlier question, or the heading, as embedded. */
  text: string;
  vector: Float32Array;
  /** Of the new question's vector and this one. */
  cosine: number;
  /** Ids of the passages (or documents) that the answer rests on; a heading's own passage. */
  lineage: readonly string[];
  /** Entries with the same answer share it. Where nothing better is known: the sorted lineage, joined. */
  answerKey: string;
  /** A heading is a neighbour like any other, but has no answer to serve. */
  kind: 'entry' | 'heading';
}

export interface HitContext {
  /** The new question's nearest neighbours, best first, the candidate among them. */
  neighbours: readonly HitNeighbour[];
  /** What the new question itself retrieves, best first; absent where nothing was retrieved. */
  retrievedLineage?: readonly string[];
}

/**
 * Judges whether a cached answer answers a new question: a logistic regression over the neighbourhood in this process, or one
 * that has a cross-encoder read both questions besides.
 */
export interface HitVerifier {
  /** Names model and version: scores of two verifiers never meet in one calibration. */
  readonly verifierId: string;
  /**
   * How many different answers it is worth asking about for one question, wherever they stand among the neighbours. Absent: only
   * the one with the most votes, and none where headings have the most.
   */
  readonly candidates?: number;
  /**
   * The chance in 0..1 that the candidate's answer is right for the question.
   * Throws DeskhandError `cache-unavailable` (retryable) when a remote model cannot be reached.
   */
  score(question: string, candidate: HitNeighbour, context: HitContext): Promise<number>;
  /** What `score` would say, where that takes no model to be asked; null where it does. */
  scoreAtOnce(question: string, candidate: HitNeighbour, context: HitContext): number | null;
}
