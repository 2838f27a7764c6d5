/** Exact-match conditions; a point must satisfy all. A list means any of its values. */
export type VectorFilter = Record<string, string | string[]>;

export interface VectorPoint {
  id: string;
  vector: Float32Array;
  /** Values that filters compare; `documentId` serves `removeWhere` on edits. */
  payload: Record<string, string | string[]>;
}

export interface VectorMatch {
  id: string;
  score: number;
  payload: Record<string, string | string[]>;
}

/**
 * Nearest neighbours by cosine among points of one embedding model.
 * A filter on a payload list matches when any element does.
 * Every method throws DeskhandError `index-unavailable` (retryable) when the index cannot be reached.
 */
export interface VectorIndex {
  upsert(points: VectorPoint[]): Promise<void>;
  remove(ids: string[]): Promise<void>;
  removeWhere(filter: VectorFilter): Promise<void>;
  /** Best first; ties by id. Scores are cosines. `minScore` leaves out what lies below. */
  search(query: {
    vector: Float32Array;
    limit: number;
    filter?: VectorFilter;
    minScore?: number;
  }): Promise<VectorMatch[]>;
  count(): Promise<number>;
  close(): Promise<void>;
}
