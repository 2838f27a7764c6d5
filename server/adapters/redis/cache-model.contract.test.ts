import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Cache } from '../../ports/cache.ts';
import { InProcessCache } from '../in-process/cache.ts';
import { systemClock } from '../in-process/system-clock.ts';
import { RedisCache } from './cache.ts';
import { describeWithRedis, ownName } from './redis.testing.ts';

type Step =
  | { kind: 'begin'; turn: number }
  | { kind: 'set'; turn: number; key: string; documents: string[]; value: number }
  | { kind: 'delete'; key: string }
  | { kind: 'evict'; documents: string[] };

const turn = fc.integer({ min: 0, max: 2 });
const key = fc.constantFrom('answer:1', 'answer:2', 'fragment:1');
const documents = fc.subarray(['a', 'b', 'c']);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('begin' as const), turn }),
  fc.record({ kind: fc.constant('set' as const), turn, key, documents, value: fc.nat() }),
  fc.record({ kind: fc.constant('delete' as const), key }),
  fc.record({ kind: fc.constant('evict' as const), documents }),
);

/** Carries the steps out, and tells everything that could be seen of them. */
async function seen(cache: Cache, steps: Step[]): Promise<unknown[]> {
  const first = await cache.now();
  const begunAt = [first, first, first];
  const answers: unknown[] = [];
  for (const next of steps) {
    if (next.kind === 'begin') begunAt[next.turn] = await cache.now();
    if (next.kind === 'delete') await cache.delete(next.key);
    if (next.kind === 'evict') {
      answers.push((await cache.evictByDocument(next.documents)).toSorted());
    }
    if (next.kind === 'set') {
      const options = {
        expiresAtMs: Date.now() + 3_600_000,
        documentIds: next.documents,
        begunAt: begunAt[next.turn] ?? first,
      };
      answers.push(await cache.set(next.key, next.value, options));
    }
    answers.push(await cache.getMany(['answer:1', 'answer:2', 'fragment:1']));
    answers.push(await cache.keys('answer:', 10));
  }
  return answers;
}

describeWithRedis('RedisCache and InProcessCache', (redis) => {
  it('cannot be told apart by any sequence of steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const one = new InProcessCache({ clock: systemClock, maxBytes: 1_000_000 });
        const other = new RedisCache({ client: redis(), name: ownName(), limitMs: 5000 });
        expect(await seen(other, steps)).toEqual(await seen(one, steps));
      }),
      { numRuns: 100 },
    );
  });
});
