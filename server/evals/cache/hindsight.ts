/** What one method says of one question. */
export interface Scored {
  score: number;
  right: boolean;
}

export interface Served {
  /** Served questions over all questions. */
  share: number;
  /** Wrong hits over hits. */
  wrongShare: number;
  hits: number;
  wrong: number;
  threshold: number;
}

/** The most that one threshold, chosen with every label known, serves at a wrong-hit rate of at most `bound`. */
export function bestInHindsight(
  scored: readonly Scored[],
  questions: number,
  bound: number,
): Served {
  const falling = [...scored].sort((one, other) => other.score - one.score);
  let best: Served = { share: 0, wrongShare: 0, hits: 0, wrong: 0, threshold: 1 };
  let wrong = 0;
  falling.forEach(({ score, right }, at) => {
    if (!right) wrong += 1;
    const hits = at + 1;
    const tied = falling[hits]?.score === score;
    if (!tied && wrong / hits <= bound) {
      best = { share: hits / questions, wrongShare: wrong / hits, hits, wrong, threshold: score };
    }
  });
  return best;
}

/** What a fixed threshold serves. */
export function servedAt(scored: readonly Scored[], questions: number, threshold: number): Served {
  const served = scored.filter(({ score }) => score >= threshold);
  const wrong = served.filter(({ right }) => !right).length;
  return {
    share: served.length / questions,
    wrongShare: wrong / Math.max(1, served.length),
    hits: served.length,
    wrong,
    threshold,
  };
}
