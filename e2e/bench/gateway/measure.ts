import type { Prompt } from '../../../server/ports/language-model.ts';
import { median, percentile } from '../statistics.ts';
import type { Caller } from './callers.ts';

/** What a way of asking adds to the direct one, in milliseconds: the median over blocks, with the least and the most of a block. */
export interface Added {
  p50: number;
  p99: number;
  p50Range: [number, number];
  p99Range: [number, number];
}

export interface Cell {
  prompt: string;
  atOnce: number;
  /** Of each way. */
  calls: number;
  direct: { p50: number; p99: number };
  added: Record<string, Added>;
}

/** Calls at once, and how often: each block is long enough to have a 99th percentile of its own. */
export interface Load {
  atOnce: number;
  bursts: number;
  blocks: number;
}

/**
 * All ways take turns burst by burst, each time in another order, and are compared block by block: whatever else the machine does
 * falls on all of them, and a block in which it fell on one alone does not decide.
 */
export async function measureCell(
  name: string,
  prompt: Prompt,
  { atOnce, bursts, blocks }: Load,
  ways: { direct: Caller } & Record<string, Caller>,
): Promise<Cell> {
  const measured: Record<string, number[]>[] = [];
  const names = Object.keys(ways);
  for (let block = 0; block < blocks; block++) {
    const times: Record<string, number[]> = Object.fromEntries(names.map((way) => [way, []]));
    for (let burst = 0; burst < bursts; burst++) {
      for (const way of orderOf(names, burst)) {
        const caller = ways[way] as Caller;
        const firstMs = Array.from({ length: atOnce }, () => caller(prompt));
        times[way]?.push(...(await Promise.all(firstMs)));
      }
    }
    measured.push(times);
  }
  const of = (way: string, share: number) =>
    measured.map((times) => percentile(times[way] ?? [], share));
  return {
    prompt: name,
    atOnce,
    calls: atOnce * bursts * blocks,
    direct: { p50: median(of('direct', 0.5)), p99: median(of('direct', 0.99)) },
    added: Object.fromEntries(
      names
        .filter((way) => way !== 'direct')
        .map((way) => {
          const difference = (share: number) => {
            const direct = of('direct', share);
            return of(way, share).map((value, block) => value - (direct[block] ?? 0));
          };
          return [way, addedBy(difference(0.5), difference(0.99))];
        }),
    ),
  };
}

function addedBy(p50: number[], p99: number[]): Added {
  return {
    p50: median(p50),
    p99: median(p99),
    p50Range: [Math.min(...p50), Math.max(...p50)],
    p99Range: [Math.min(...p99), Math.max(...p99)],
  };
}

/** Each comes first as often as any other, and after each of its neighbours. */
function orderOf<Item>(items: Item[], turn: number): Item[] {
  const at = Math.floor(turn / 2) % items.length;
  const rotated = [...items.slice(at), ...items.slice(0, at)];
  return turn % 2 === 0 ? rotated : rotated.reverse();
}
