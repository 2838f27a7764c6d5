import { DeskhandError } from '../../errors.ts';
import type {
  VectorFilter,
  VectorIndex,
  VectorMatch,
  VectorPoint,
} from '../../ports/vector-index.ts';
import { VectorRows } from './vector-rows.ts';

type Payload = VectorPoint['payload'];

/**
 * Exact search: every point is compared. Vectors lie in one memory, so a search reads straight through it. Measured with 384
 * dimensions on one core: 0.04 ms at 1,000 points, 0.5 at 10,000, 4 at 50,000, 9 at 100,000.
 */
export function createInProcessVectorIndex(dimensions: number): VectorIndex {
  return new InProcessVectorIndex(dimensions);
}

class InProcessVectorIndex implements VectorIndex {
  readonly #dimensions: number;
  readonly #slots = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #payloads: Payload[] = [];
  #rows: VectorRows;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#rows = new VectorRows(dimensions);
  }

  async upsert(points: VectorPoint[]): Promise<void> {
    for (const point of points) this.#checkLength(point.vector);
    for (const point of points) {
      const slot = this.#slots.get(point.id) ?? this.#addSlot(point.id);
      this.#payloads[slot] = point.payload;
      this.#rows.set(slot, point.vector);
    }
  }

  async remove(ids: string[]): Promise<void> {
    for (const id of ids) this.#removeSlot(id);
  }

  async removeWhere(filter: VectorFilter): Promise<void> {
    const conditions = Object.entries(filter);
    const doomed = this.#ids.filter((_, slot) => passes(this.#payloads[slot], conditions));
    for (const id of doomed) this.#removeSlot(id);
  }

  async search(query: {
    vector: Float32Array;
    limit: number;
    filter?: VectorFilter;
    minScore?: number;
  }): Promise<VectorMatch[]> {
    this.#checkLength(query.vector);
    const conditions = Object.entries(query.filter ?? {});
    const best: { slot: number; score: number }[] = [];
    let floor = query.minScore ?? Number.NEGATIVE_INFINITY;
    for (const { first, scores } of this.#rows.scores(query.vector, this.#ids.length)) {
      for (let row = 0; row < scores.length; row++) {
        const score = scores[row] as number;
        // Most points fail by their score, which is quicker to tell than whether they pass the filter.
        if (score < floor || !passes(this.#payloads[first + row], conditions)) continue;
        best.push({ slot: first + row, score });
        // Sorting only when twice too many have gathered keeps the cost of a point constant.
        if (best.length >= 2 * query.limit + 64) {
          this.#keepBest(best, query.limit);
          floor = Math.max(floor, best.at(-1)?.score ?? floor);
        }
      }
    }
    this.#keepBest(best, query.limit);
    return best.map(({ slot, score }) => ({
      id: this.#ids[slot] as string,
      score,
      payload: this.#payloads[slot] as Payload,
    }));
  }

  async count(): Promise<number> {
    return this.#ids.length;
  }

  async close(): Promise<void> {
    this.#slots.clear();
    this.#ids.length = 0;
    this.#payloads.length = 0;
    this.#rows = new VectorRows(this.#dimensions);
  }

  #keepBest(found: { slot: number; score: number }[], limit: number): void {
    found.sort(
      (left, right) =>
        right.score - left.score ||
        ((this.#ids[left.slot] as string) < (this.#ids[right.slot] as string) ? -1 : 1),
    );
    if (found.length > limit) found.length = limit;
  }

  #addSlot(id: string): number {
    const slot = this.#ids.push(id) - 1;
    this.#slots.set(id, slot);
    return slot;
  }

  /** Fills the gap with the last point, so that the points stay together. */
  #removeSlot(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    const last = this.#ids.length - 1;
    const lastId = this.#ids[last] as string;
    this.#rows.copy(last, slot);
    this.#ids[slot] = lastId;
    this.#payloads[slot] = this.#payloads[last] as Payload;
    this.#slots.set(lastId, slot);
    this.#slots.delete(id);
    this.#ids.length = last;
    this.#payloads.length = last;
  }

  #checkLength(vector: Float32Array): void {
    if (vector.length === this.#dimensions) return;
    const message = `a vector of ${vector.length} dimensions in an index of ${this.#dimensions}`;
    throw new DeskhandError('internal', { message });
  }
}

function passes(payload: Payload | undefined, conditions: [string, string | string[]][]): boolean {
  for (const [key, wanted] of conditions) {
    const value = payload?.[key];
    if (value === undefined || !overlap(value, wanted)) return false;
  }
  return true;
}

function overlap(value: string | string[], wanted: string | string[]): boolean {
  if (typeof value === 'string') {
    return typeof wanted === 'string' ? value === wanted : wanted.includes(value);
  }
  return typeof wanted === 'string'
    ? value.includes(wanted)
    : value.some((each) => wanted.includes(each));
}
