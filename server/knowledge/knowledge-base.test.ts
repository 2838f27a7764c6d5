import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { embeddedDatabase, type TestDatabase } from '../../e2e/servers/databases.ts';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import { startOnnxEmbedder } from '../adapters/onnx/onnx-embedder.ts';
import { DeskhandError } from '../errors.ts';
import type { Embedder } from '../ports/embedder.ts';
import { type KnowledgeNode, openKnowledgeNode } from './knowledge-node.testing.ts';

const limits = { timeout: 60_000 };

const plan = (price: string) => `---
id: plan-s
title: Plan S
---
## Price

The plan costs ${price} a month.

## What is included

One inspection of your bicycle a year.`;

const returns = '# Returns\n\nA helmet can be sent back within thirty days.';

describe('the knowledge base', limits, () => {
  let database: TestDatabase;
  let embedder: Embedder;
  let node: KnowledgeNode;
  beforeAll(async () => {
    embedder = startOnnxEmbedder();
    database = await embeddedDatabase();
  }, 120_000);
  afterAll(async () => {
    await embedder.close();
    await database.close();
  }, 60_000);
  beforeEach(async () => {
    await database.pool.query(
      'truncate documents, passages, vectors, document_changes, vector_claims',
    );
    node = await started();
  });

  async function started(
    options?: Parameters<typeof openKnowledgeNode>[2],
  ): Promise<KnowledgeNode> {
    const opened = openKnowledgeNode(database.pool, embedder, options);
    await opened.base.load();
    return opened;
  }

  it('finds a new document by words at once and by meaning when its vectors are there', async () => {
    expect(await node.save('plan.md', plan('9.90 EUR'))).toEqual({
      documentId: 'plan-s',
      version: 1,
      changed: true,
      passages: 2,
    });
    expect(node.byWords('price')).toEqual(['plan-s']);
    expect(await node.byMeaning('how much does it cost?')).toEqual([]);
    await node.embedding.embedMissing();
    expect((await node.byMeaning('how much is the plan?'))[0]).toContain('9.90 EUR');
    expect(await node.base.list()).toMatchObject([{ id: 'plan-s', passages: 2, embedded: 2 }]);
  });

  it('does not make the vectors of unchanged chunks again', async () => {
    await node.save('plan.md', plan('9.90 EUR'));
    await node.embedding.embedMissing();
    expect(node.embedded).toHaveLength(2);
    await node.save('plan.md', plan('9.90 EUR'));
    await node.embedding.embedMissing();
    expect(node.embedded).toHaveLength(2);
    await node.save('plan.md', plan('10.90 EUR'));
    await node.embedding.embedMissing();
    expect(node.embedded).toHaveLength(3);
    expect(node.embedded.at(-1)).toContain('10.90 EUR');
  });

  it('lets an edit take effect at once: what was there before is found neither by words nor by meaning', async () => {
    await node.save('plan.md', plan('9.90 EUR'));
    await node.save('returns.md', returns);
    await node.embedding.embedMissing();
    const { version } = await node.save('plan.md', '---\nid: plan-s\n---\nThe plan ended in May.');
    expect(version).toBe(2);
    expect(node.byWords('inspection month costs')).toEqual([]);
    expect(node.byWords('ended in May')).toEqual(['plan-s']);
    const found = await node.byMeaning('how much does the plan cost a month?');
    expect(found.join()).not.toMatch(/9\.90|inspection/);
    expect(await node.byMeaning('send a helmet back')).toHaveLength(1);
    expect(await node.index.count()).toBe(1);
    await node.embedding.embedMissing();
    expect(await node.byMeaning('when did the plan end?')).toContain('The plan ended in May.');
  });

  it('keeps an unchanged chunk findable by meaning through an edit of another', async () => {
    await node.save('plan.md', plan('9.90 EUR'));
    await node.embedding.embedMissing();
    await node.save('plan.md', plan('10.90 EUR'));
    expect(await node.byMeaning('yearly bicycle inspection')).toContain(
      'One inspection of your bicycle a year.',
    );
  });

  it('has taken the old answers out of the caches when it says that an edit is saved', async () => {
    await node.save('plan.md', plan('9.90 EUR'));
    node.evictions.length = 0;
    await node.save('plan.md', '---\nid: plan-s\n---\nOne chunk.');
    // After the index has changed: else an answer from the old passage could be cached in between.
    expect(node.evictions).toEqual([{ documentIds: ['plan-s'], passages: 1 }]);
    await node.base.remove('plan-s');
    expect(node.evictions.at(-1)).toEqual({ documentIds: ['plan-s'], passages: 0 });
  });

  it('evicts nothing when nothing changed', async () => {
    await node.save('plan.md', plan('9.90 EUR'));
    node.evictions.length = 0;
    expect(await node.save('plan.md', plan('9.90 EUR'))).toMatchObject({ changed: false });
    expect(node.evictions).toEqual([]);
  });

  it('takes a file read again on another day for the same', async () => {
    await node.save('returns.md', returns);
    await database.pool.query("update documents set updated = '2020-01-01'");
    expect(await node.save('returns.md', returns)).toMatchObject({ changed: false });
    expect(await node.save('returns.md', `${returns} Or forty.`)).toMatchObject({ changed: true });
    expect((await node.base.list())[0]?.updated).not.toBe('2020-01-01');
  });

  it('forgets a deleted document', async () => {
    await node.save('plan.md', plan('9.90 EUR'));
    await node.embedding.embedMissing();
    expect(await node.base.remove('plan-s')).toBe(true);
    expect(node.byWords('price plan')).toEqual([]);
    expect(await node.byMeaning('how much is the plan?')).toEqual([]);
    expect(await node.index.count()).toBe(0);
    expect(await node.base.list()).toEqual([]);
    expect(await node.base.remove('plan-s')).toBe(false);
    expect((await started()).byWords('price plan')).toEqual([]);
  });

  it('hides from customers at once what becomes internal', async () => {
    await node.save('plan.md', plan('9.90 EUR'));
    await node.embedding.embedMissing();
    await node.save('plan.md', plan('9.90 EUR').replace('title:', 'audience: internal\ntitle:'));
    expect(node.byWords('price plan')).toEqual([]);
    const [vector = new Float32Array()] = await embedder.embed(['price of the plan'], 'question');
    const publicOnly = { vector, limit: 10, filter: { audience: 'public' } };
    expect(await node.index.search(publicOnly)).toEqual([]);
    expect(node.embedded).toHaveLength(2);
  });

  it('makes good at the next start what a crash left without vectors', async () => {
    await node.save('plan.md', plan('9.90 EUR'));
    const restarted = await started();
    expect(restarted.byWords('price')).toEqual(['plan-s']);
    await restarted.embedding.embedMissing();
    expect((await restarted.byMeaning('how much is the plan?'))[0]).toContain('9.90 EUR');
    const again = await started();
    await again.embedding.embedMissing();
    expect(again.embedded).toEqual([]);
    expect((await again.byMeaning('how much is the plan?'))[0]).toContain('9.90 EUR');
  });

  it('ends consistent after many savers and a deletion at the same time', async () => {
    const prices = Array.from({ length: 8 }, (_, at) => `${at}.50 EUR`);
    await Promise.all([
      ...prices.map((price) => node.save('plan.md', plan(price))),
      node.base.remove('plan-s'),
    ]);
    await node.embedding.embedMissing();
    const stored = (await node.store.passagesOf(['plan-s'])).map(({ text }) => text);
    expect(node.lexical.size).toBe(stored.length);
    expect(await node.index.count()).toBe(stored.length);
    const [first] = stored;
    if (first !== undefined) {
      expect((await node.byMeaning('what does the plan cost a month?'))[0]).toBe(first);
    }
  });

  it.each([
    ['plan.pdf', '%PDF-1.4 broken', 'document-damaged'],
    ['plan.md', '---\nid: plan-s\naudience: nobody\n---\nText.', 'document-damaged'],
    ['plan.md', '---\nid: plan-s\n---\n', 'document-damaged'],
    ['plan.exe', 'MZ', 'document-unsupported'],
  ])('refuses %s with %j and leaves everything as it was', async (fileName, text, code) => {
    await node.save('plan.md', plan('9.90 EUR'));
    await node.embedding.embedMissing();
    node.evictions.length = 0;
    await expect(node.save(fileName, text)).rejects.toMatchObject({ code });
    expect(node.byWords('price')).toEqual(['plan-s']);
    expect(await node.store.documentVersions(['plan-s'])).toEqual(new Map([['plan-s', 1]]));
    expect(node.evictions).toEqual([]);
  });

  it('saves while the vector index is away, says so once, and makes it good', async () => {
    const real = createInProcessVectorIndex(embedder.dimensions);
    let isAway = true;
    const away = async () => {
      if (isAway) throw new DeskhandError('index-unavailable', { retryable: true });
    };
    const index: typeof real = {
      upsert: (points) => away().then(() => real.upsert(points)),
      remove: (ids) => away().then(() => real.remove(ids)),
      removeWhere: (filter) => away().then(() => real.removeWhere(filter)),
      search: (query) => away().then(() => real.search(query)),
      count: () => real.count(),
      close: () => real.close(),
    };
    const other = await started({ index });
    await other.save('plan.md', plan('9.90 EUR'));
    await other.embedding.embedMissing();
    await other.base.follow();
    expect(other.byWords('price')).toEqual(['plan-s']);
    expect(other.errors).toMatchObject([{ code: 'index-unavailable' }]);
    isAway = false;
    await other.base.follow();
    expect((await other.byMeaning('how much is the plan?'))[0]).toContain('9.90 EUR');
  });

  describe('of two processes on one database', () => {
    let other: KnowledgeNode;
    beforeEach(async () => {
      other = await started();
    });

    it('answers the next question from an edit that the other one made', async () => {
      await node.save('plan.md', plan('9.90 EUR'));
      const version = await other.base.currentVersion();
      expect(version).toBe(await node.base.currentVersion());
      expect(other.byWords('price')).toEqual(['plan-s']);
      expect(other.evictions).toMatchObject([{ documentIds: ['plan-s'] }]);
      await node.base.remove('plan-s');
      await other.base.currentVersion();
      expect(other.byWords('price')).toEqual([]);
    });

    it('has the vectors that the other one made', async () => {
      await node.save('plan.md', plan('9.90 EUR'));
      await other.base.follow();
      await node.embedding.embedMissing();
      await other.base.follow();
      expect((await other.byMeaning('how much is the plan?'))[0]).toContain('9.90 EUR');
      expect(other.embedded).toEqual([]);
    });

    it('shares the work: no text is embedded twice', async () => {
      for (let at = 0; at < 20; at++) {
        await node.save(`shop-${at}.md`, `# Shop ${at}\n\n## Hours\n\nOpen from ${at} to 18.\n`);
      }
      await other.base.follow();
      await Promise.all([node.embedding.embedMissing(), other.embedding.embedMissing()]);
      const all = [...node.embedded, ...other.embedded];
      expect(all).toHaveLength(20);
      expect(new Set(all).size).toBe(20);
      expect(Math.min(node.embedded.length, other.embedded.length)).toBeGreaterThan(0);
      await Promise.all([node.base.follow(), other.base.follow()]);
      expect([await node.index.count(), await other.index.count()]).toEqual([20, 20]);
    });

    it('takes over what the other one had begun when it died', async () => {
      await node.save('plan.md', plan('9.90 EUR'));
      await node.store.claimPassages(embedder.modelId, 8, 100);
      await other.base.follow();
      await other.embedding.embedMissing();
      expect(other.embedded).toHaveLength(2);
    });
  });

  it('goes on making vectors after the embedder failed, and says so once', async () => {
    let failures = 3;
    const weak: Embedder = {
      ...embedder,
      async embed(texts, priority) {
        failures -= 1;
        if (failures >= 0) throw new DeskhandError('embedder-unavailable', { retryable: true });
        return embedder.embed(texts, priority);
      },
    };
    const patient = openKnowledgeNode(database.pool, weak, { makesVectors: true });
    await patient.base.load();
    await patient.save('plan.md', plan('9.90 EUR'));
    await patient.embedding.embedMissing();
    expect(await patient.index.count()).toBe(2);
    expect(patient.errors).toMatchObject([{ code: 'embedder-unavailable' }]);
  });

  it('ends quietly while it makes vectors, and gives back what it had begun', async () => {
    const text = Array.from({ length: 40 }, (_, at) => `## Part ${at}\n\nText ${at}.`).join('\n\n');
    await node.save('long.md', text);
    const own = startOnnxEmbedder();
    const ending = openKnowledgeNode(database.pool, own);
    await ending.base.load();
    const working = ending.embedding.embedMissing();
    const ended = ending.embedding.close();
    await own.close();
    await Promise.all([ended, working]);
    expect(ending.errors).toEqual([]);
    expect(await node.store.claimPassages(embedder.modelId, 100, 1)).toHaveLength(40);
  });
});
