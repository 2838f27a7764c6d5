/** What a load generator is to do. */
export interface LoadPlan {
  target: 'product' | 'bare';
  url: string;
  connections: number;
  /** Asked by the connections in turn. */
  questions: string[];
  /** The connections begin to ask spread over so long. */
  rampMs: number;
  /** From the first question on, when counting begins and ends. */
  window: { fromMs: number; toMs: number };
  tokensPerSecond: number;
  firstTokenMs: number;
}

/** What came in the window. */
export interface LoadResult {
  characters: number;
  deltas: number;
  /** Connections that had text before the window began, and whose answer had not ended when it did. */
  streaming: number;
  /** From a question to the first text of its answer, of those that came. Milliseconds. */
  firstTextMs: { p50: number; p99: number };
}
