import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InProcessCache } from '../adapters/in-process/cache.ts';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import type { FinishedAnswer } from '../caching/admission.ts';
import { AnswerCache } from '../caching/answer-cache.ts';
import { citation, customerQuery, sharableAnswer, vectorAt } from '../caching/answers.testing.ts';
import { thresholdDecision } from '../caching/hit-decision.ts';
import { SingleFlight } from '../caching/single-flight.ts';
import { KnowledgeBase } from '../knowledge/knowledge-base.ts';
import { PassageVectors } from '../knowledge/passage-vectors.ts';
import { LexicalIndex } from '../knowledge/retrieval/lexical-index.ts';
import { passageOf } from '../knowledge/retrieval/passages.testing.ts';
import type { KnowledgeStore, Passage } from '../ports/knowledge-store.ts';
import { contextualise } from '../stages/follow-up/contextualise.ts';
import { lookUp } from '../stages/look-up.ts';
import { screen } from '../stages/screen.ts';
import { sharedKey, whyNotShared } from './sharing.ts';

type Step =
  | { kind: 'edit' | 'remove'; topic: Topic }
  | { kind: 'ask'; topic: Topic; about: 'policy' | 'own-order' | 'own-address' };
type Topic = 'warranty' | 'delivery';
const topic = fc.constantFrom<Topic>('warranty', 'delivery');

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), topic }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), topic }) },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      topic,
      about: fc.constantFrom('policy' as const, 'policy' as const, 'own-order', 'own-address'),
    }),
  },
);

/** The knowledge base's database in memory, each call of which takes as long as the scheduler likes. */
class StoreInMemory {
  readonly #scheduler: fc.Scheduler;
  readonly #passages = new Map<string, Passage[]>();
  readonly #versions = new Map<string, number>();
  readonly #changes: string[] = [];

  constructor(scheduler: fc.Scheduler) {
    this.#scheduler = scheduler;
  }

  async saveDocument({ id }: { id: string }, passages: Passage[]) {
    await this.#wait('save');
    const version = (this.#versions.get(id) ?? 0) + 1;
    this.#versions.set(id, version);
    this.#passages.set(
      id,
      passages.map((passage) => ({ ...passage, documentVersion: version })),
    );
    this.#changes.push(id);
    return { changed: true, version };
  }

  async deleteDocument(id: string) {
    await this.#wait('delete');
    // A document that comes back under the same id goes on counting.
    this.#changes.push(id);
    return this.#passages.delete(id);
  }

  async getDocument(id: string) {
    await this.#wait('document');
    return this.#passages.has(id) ? { id } : null;
  }

  async documentVersions(ids: string[]) {
    await this.#wait('versions');
    const there = ids.filter((id) => this.#passages.has(id));
    return new Map(there.map((id) => [id, this.#versions.get(id) ?? 0]));
  }

  async passagesOf(ids: string[]) {
    await this.#wait('passages');
    return ids.flatMap((id) => this.#passages.get(id) ?? []);
  }

  async changesSince(since: number) {
    await this.#wait('changes');
    return {
      indexVersion: this.#changes.length,
      documentIds: [...new Set(this.#changes.slice(since))],
    };
  }

  async indexVersion() {
    await this.#wait('index version');
    return this.#changes.length;
  }

  textsOf(id: string): string[] {
    return (this.#passages.get(id) ?? []).map(({ text }) => text);
  }

  async allPassages() {
    return [...this.#passages.values()].flat();
  }

  async vectorsByHash() {
    return new Map<string, Float32Array>();
  }

  #wait(label: string): Promise<void> {
    return this.#scheduler.schedule(Promise.resolve(), label);
  }
}

/** A shop whose customers ask while its documents change: knowledge base, caches and single flight as in a turn. */
class Shop {
  readonly #scheduler: fc.Scheduler;
  readonly #base: KnowledgeBase;
  readonly #lexical = new LexicalIndex();
  readonly #answers: AnswerCache;
  readonly #flights = new SingleFlight<string, { answer: FinishedAnswer }>();
  readonly #clock = new ManualClock();
  /** Texts that nobody who asks from now on may be given. */
  readonly #gone = new Set<string>();
  readonly #store: StoreInMemory;
  #texts = 0;
  #customers = 0;
  shared = 0;

  constructor(scheduler: fc.Scheduler) {
    this.#scheduler = scheduler;
    this.#store = new StoreInMemory(scheduler);
    const store = this.#store as unknown as KnowledgeStore;
    const index = createInProcessVectorIndex(2);
    const embedder = { modelId: 'mini' };
    this.#answers = new AnswerCache({
      cache: new InProcessCache({ clock: this.#clock, maxBytes: 1_000_000 }),
      vectors: createInProcessVectorIndex(2),
      clock: this.#clock,
      decide: thresholdDecision(),
      documentVersions: (ids) => store.documentVersions(ids),
      random: () => 0.5,
    });
    this.#base = new KnowledgeBase({
      store,
      vectors: new PassageVectors({ store, index, embedder, onError: () => {} }),
      lexical: this.#lexical,
      embedder,
      readFile: () => Promise.reject(new Error('no files here')),
      evict: async (ids) => {
        await scheduler.schedule(Promise.resolve(), 'evict');
        return this.#answers.evictByDocuments(ids);
      },
      requestVectors: () => {},
      onChange: () => {},
    });
  }

  async run(next: Step): Promise<void> {
    if (next.kind === 'ask') await this.#ask(next.topic, next.about);
    else await this.#change(next.topic, next.kind);
  }

  async #change(id: Topic, kind: 'edit' | 'remove'): Promise<void> {
    const before = this.#store.textsOf(id);
    if (kind === 'remove') await this.#base.remove(id);
    else {
      this.#texts += 1;
      const text = `The ${id} text number ${this.#texts}x.`;
      const passage = passageOf(`${id}.1`, id, text, { contentHash: text });
      const document = { id, contentHash: text } as never;
      await this.#base.put({ document, passages: [passage], isDated: true });
    }
    // What was there before the change began is gone for all who ask after it is reported as done.
    for (const text of before) this.#gone.add(text);
  }

  async #ask(topicAsked: Topic, about: 'policy' | 'own-order' | 'own-address'): Promise<void> {
    this.#customers += 1;
    const own =
      about === 'own-order' ? `${700_000 + this.#customers}` : `c${this.#customers}@x.example`;
    const typed = {
      policy: `What is the ${topicAsked} text?`,
      'own-order': `What is the ${topicAsked} of order ${own}?`,
      'own-address': `What is the ${topicAsked} for ${own}?`,
    }[about];
    const gone = new Set(this.#gone);
    const given = await this.#turn(typed, topicAsked, about === 'policy' ? '' : own);
    for (const text of gone) expect(given).not.toContain(text);
    const theirs = given.match(/\b7\d{5}\b|c\d+@x\.example/g) ?? [];
    expect(theirs.filter((identifier) => identifier !== own)).toEqual([]);
  }

  async #turn(typed: string, topicAsked: Topic, own: string): Promise<string> {
    const screened = screen(typed);
    const asked = contextualise(screened.text, [], []);
    const notShared = whyNotShared(screened, asked, 'first');
    const query = customerQuery(asked.question);
    const vector = vectorAt(topicAsked === 'warranty' ? 0 : 80);
    const found = await lookUp(notShared === null ? query : null, {
      answers: this.#answers,
      clock: this.#clock,
      embedQuestion: async () => vector,
      context: () => ({ taskClass: 'faq' }),
      budgetMs: 10_000,
    });
    if (found.kind === 'hit') {
      this.shared += 1;
      return found.entry.text;
    }
    this.#customers += 1;
    const messageId = `m${this.#customers}`;
    const { value, led } = await this.#flights.join(sharedKey(query, found) ?? messageId, {
      signal: new AbortController().signal,
      receive: () => {},
      lead: () => this.#produce(typed, topicAsked, own, messageId),
    });
    if (!led) this.shared += 1;
    else if (notShared === null && found.begunAt !== null) {
      await this.#answers.admit(query, value.answer, found.begunAt, vector);
    }
    return value.answer.text;
  }

  async #produce(typed: string, topicAsked: Topic, own: string, messageId: string) {
    await this.#base.currentVersion();
    const scope = { audience: 'public', locale: 'en', site: 'shop' } as const;
    const passages = this.#lexical.search(typed, scope, 3).map(({ entry }) => entry.passage);
    await this.#scheduler.schedule(Promise.resolve(), 'generate');
    const documents = passages.map(({ documentId: id, documentVersion: version }) => {
      return { id, version, volatility: 'stable' as const };
    });
    const text = `${own} ${passages.map((passage) => passage.text).join(' ')} ${topicAsked}`;
    return {
      answer: sharableAnswer(messageId, documents, { text, citations: documents.map(citation) }),
    };
  }
}

describe('customers who ask while documents change', () => {
  it('are never given a text that was gone when they asked, nor what another customer told', async () => {
    let shared = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 4 }),
        async (scheduler, people) => {
          const shop = new Shop(scheduler);
          const runs = people.map(async (steps) => {
            await shop.run({ kind: 'edit', topic: 'warranty' });
            for (const next of steps) await shop.run(next);
          });
          await scheduler.waitFor(Promise.all(runs));
          shared += shop.shared;
        },
      ),
      { numRuns: 200 },
    );
    expect(shared).toBeGreaterThan(100);
  });
});
