import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InProcessCache } from '../adapters/in-process/cache.ts';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import { AnswerCache } from './answer-cache.ts';
import { customerQuery, letAllPass, sharableAnswer, vectorAt } from './answers.testing.ts';
import { FragmentCache } from './fragment-cache.ts';
import { thresholdDecision } from './hit-decision.ts';
import { StoreBudget } from './store-budget.ts';

type Step =
  | { kind: 'edit' | 'delete'; document: string }
  | { kind: 'answer' | 'look-up' | 'dislike'; question: number }
  | { kind: 'search'; document: string };

const documents = ['a', 'b'];
const documentOf = fc.constantFrom(...documents);
const question = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), document: documentOf }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), document: documentOf }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('search' as const), document: documentOf }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dislike' as const), question }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer' as const), question }) },
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('look-up' as const), question }) },
);

/** Every call of the part's methods waits for the scheduler before and after it, so that any order can come about. */
function interleaved<Part extends object>(part: Part, scheduler: fc.Scheduler): Part {
  return new Proxy(part, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...parameters: unknown[]) => {
        await scheduler.schedule(Promise.resolve(), `${String(name)} begins`);
        const value: unknown = await member.apply(target, parameters);
        await scheduler.schedule(Promise.resolve(), `${String(name)} ends`);
        return value;
      };
    },
  });
}

class Shop {
  readonly #versions = new Map(documents.map((id) => [id, 1]));
  /** The oldest version that may still be served; deleted documents need a version that never comes. */
  readonly #oldestAllowed = new Map(documents.map((id) => [id, 1]));
  readonly #disliked = new Set<string>();
  readonly #answers: AnswerCache;
  readonly #fragments: FragmentCache;
  readonly #cache: InProcessCache;
  readonly #scheduler: fc.Scheduler;
  #messages = 0;
  served = 0;

  constructor(scheduler: fc.Scheduler) {
    const clock = new ManualClock();
    this.#scheduler = scheduler;
    this.#cache = interleaved(new InProcessCache({ clock, maxBytes: 1_000_000 }), scheduler);
    this.#answers = new AnswerCache({
      cache: this.#cache,
      vectors: interleaved(createInProcessVectorIndex(2), scheduler),
      clock,
      decide: thresholdDecision({ guard: letAllPass }),
      documentVersions: async () => {
        await scheduler.schedule(Promise.resolve(), 'versions');
        return new Map(this.#versions);
      },
      random: () => 0,
    });
    this.#fragments = new FragmentCache({
      cache: this.#cache,
      vectors: interleaved(createInProcessVectorIndex(2), scheduler),
      clock,
      invalidation: this.#answers.invalidation,
    });
  }

  run(step: Step): Promise<void> {
    switch (step.kind) {
      case 'edit':
      case 'delete':
        return this.#change(step.document, step.kind);
      case 'answer':
        return this.#answer(step.question);
      case 'look-up':
        return this.#lookUp(step.question);
      case 'dislike':
        return this.#dislike();
      case 'search':
        return this.#search(step.document);
    }
  }

  async #change(id: string, kind: 'edit' | 'delete'): Promise<void> {
    const version = (this.#versions.get(id) ?? Number.NaN) + 1;
    if (kind === 'edit' && !Number.isNaN(version)) this.#versions.set(id, version);
    else this.#versions.delete(id);
    await this.#answers.evictByDocuments([id]);
    const allowed = kind === 'delete' || Number.isNaN(version) ? Number.POSITIVE_INFINITY : version;
    this.#oldestAllowed.set(id, Math.max(allowed, this.#oldestAllowed.get(id) ?? 0));
  }

  async #answer(number: number): Promise<void> {
    const begunAt = await this.#answers.begin();
    const read = documents.flatMap((id) => {
      const version = this.#versions.get(id);
      return version === undefined ? [] : [{ id, version, volatility: 'stable' as const }];
    });
    await this.#scheduler.schedule(Promise.resolve(), 'generate');
    this.#messages += 1;
    const answer = sharableAnswer(`m${this.#messages}`, read.slice(number % 2));
    const vector = vectorAt(number * 60);
    await this.#answers.admit(customerQuery(`question ${number}`), answer, begunAt, vector);
  }

  async #lookUp(number: number): Promise<void> {
    const oldestAllowed = new Map(this.#oldestAllowed);
    const disliked = new Set(this.#disliked);
    const query = customerQuery(`question ${number}`);
    const budget = new StoreBudget(new ManualClock(), 10_000);
    const found = await Promise.all([
      this.#answers.lookUpExact(query, budget),
      this.#answers.lookUpSemantic(query, vectorAt(number * 60), { taskClass: 'faq' }, budget),
    ]);
    for (const lookup of found) {
      if (lookup.kind === 'miss') continue;
      this.served += 1;
      expect(disliked).not.toContain(lookup.entry.messageId);
      for (const [id, version] of Object.entries(lookup.entry.documentVersions)) {
        expect(version).toBeGreaterThanOrEqual(oldestAllowed.get(id) ?? 0);
      }
    }
  }

  async #dislike(): Promise<void> {
    const messageId = `m${this.#messages}`;
    await this.#answers.evictAnswer(messageId);
    this.#disliked.add(messageId);
  }

  /** The index version stays the same here, so that eviction alone must keep results of old documents away. */
  async #search(documentId: string): Promise<void> {
    const scope = {
      ...customerQuery('').scope,
      indexVersion: 1,
      embeddingModelId: 'mini',
    };
    const budget = new StoreBudget(new ManualClock(), 10_000);
    const wasDeleted = this.#oldestAllowed.get(documentId) === Number.POSITIVE_INFINITY;
    const found = await this.#fragments.lookUp(scope, documentId, budget);
    if (found !== null) expect(wasDeleted).toBe(false);
    const begunAt = await this.#cache.now();
    if (!this.#versions.has(documentId)) return;
    await this.#scheduler.schedule(Promise.resolve(), 'search');
    const passages = [{ id: `${documentId}#0`, documentId, score: 1 }];
    await this.#fragments.store(
      scope,
      documentId,
      vectorAt(0),
      { passages, evidence: null },
      begunAt,
    );
  }
}

describe('any interleaving of edit, answer, admit, evict and look-up', () => {
  it('never serves an answer resting on a document changed or deleted before the look-up', async () => {
    let served = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.array(step, { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 4 }),
        async (scheduler, people) => {
          const shop = new Shop(scheduler);
          const runs = people.map(async (steps) => {
            for (const next of steps) await shop.run(next);
          });
          await scheduler.waitFor(Promise.all(runs));
          served += shop.served;
        },
      ),
      { numRuns: 300 },
    );
    expect(served).toBeGreaterThan(100);
  });
});
