export interface RankedList {
  /** Best first. */
  ids: string[];
  weight: number;
}

/** How fast a rank loses worth (Cormack, Clarke and Büttcher, "Reciprocal rank fusion", SIGIR 2009). */
const rankOffset = 60;

/**
 * Weighted reciprocal rank fusion: what each list says of an id is `weight / (60 + rank)`, and the sum decides. Scores are scaled
 * so that an id first in every list has 1. Best first; ties by id.
 */
export function fuseRanks(lists: RankedList[]): Map<string, number> {
  const best = lists.reduce((sum, list) => sum + list.weight / (rankOffset + 1), 0);
  const scores = new Map<string, number>();
  for (const { ids, weight } of lists) {
    for (const [position, id] of ids.entries()) {
      const gain = weight / (rankOffset + position + 1) / best;
      scores.set(id, (scores.get(id) ?? 0) + gain);
    }
  }
  return new Map(
    [...scores].sort(
      ([leftId, left], [rightId, right]) => right - left || (leftId < rightId ? -1 : 1),
    ),
  );
}
