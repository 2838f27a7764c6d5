import { hashToUnit } from '../simulator/random.ts';

/** The item whose rank the number from 0 to 1 falls on; rank r weighs 1/r. */
export function byZipf<Item>(items: Item[], at: number): Item {
  const total = items.reduce((sum, _, rank) => sum + 1 / (rank + 1), 0);
  let left = at * total;
  for (const [rank, item] of items.entries()) {
    left -= 1 / (rank + 1);
    if (left <= 0) return item;
  }
  return items.at(-1) as Item;
}

/** The items in an order that depends on the seed alone. */
export function shuffled<Item>(items: Item[], seed: string): Item[] {
  return items
    .map((item, index) => ({ item, at: hashToUnit(`${seed}/${index}`) }))
    .toSorted((left, right) => left.at - right.at)
    .map(({ item }) => item);
}

/** Numbers from 0 to 1, a new one each call, that depend on the seed alone. */
export function counter(seed: string): () => number {
  let drawn = 0;
  return () => hashToUnit(`${seed}/${drawn++}`);
}
