import { describe, expect, test } from 'vitest';
import { createInProcessVectorIndex } from '../adapters/in-process/vector-index.ts';
import { LexicalIndex } from '../knowledge/retrieval/lexical-index.ts';
import { passageOf } from '../knowledge/retrieval/passages.testing.ts';
import { passagePayload, type SearchScope } from '../knowledge/retrieval/search-scope.ts';
import { type Fragments, type Retrieval, retrieve } from './retrieve.ts';

const scope: SearchScope = { audience: 'public', locale: 'en', site: 'shop' };
const vector = Float32Array.of(1, 0);

async function partsWith(indexed: boolean) {
  const lexical = new LexicalIndex();
  const vectors = createInProcessVectorIndex(2);
  const passage = passageOf('returns.1', 'Returns', 'Send a bicycle back within 30 days.');
  lexical.replaceDocument('returns', [passage]);
  if (indexed) {
    await vectors.upsert([{ id: passage.id, vector, payload: passagePayload(passage) }]);
  }
  return { lexical, vectors, indexVersion: () => 7 };
}

function fragmentsInMemory(): Fragments & { kept: Retrieval[] } {
  const kept: Retrieval[] = [];
  return {
    kept,
    find: async () => kept[0] ?? null,
    forget: async () => {},
    keep: async (_key, retrieval) => {
      kept.push(retrieval);
    },
  };
}

describe('the retrieval stage', () => {
  const input = { standaloneQuestion: 'Can I send a bicycle back?', vector, scope };

  test('returns the passages with the version of the index and the chance of an answer', async () => {
    const { retrieval, fromFragments } = await retrieve(input, await partsWith(true));
    expect(retrieval.passages.map(({ id }) => id)).toEqual(['returns.1']);
    expect(retrieval).toMatchObject({ source: 'hybrid', degraded: false, indexVersion: 7 });
    expect(retrieval.answerable).toBeGreaterThan(0);
    expect(retrieval.answerable).toBeLessThan(1);
    expect(fromFragments).toBe(false);
  });

  test('takes an earlier result where there is one', async () => {
    const fragments = fragmentsInMemory();
    const parts = { ...(await partsWith(true)), fragments };
    const first = await retrieve(input, parts);
    const second = await retrieve(input, parts);
    expect(second).toEqual({ retrieval: first.retrieval, fromFragments: true });
  });

  test('keeps no degraded result for later questions', async () => {
    const fragments = fragmentsInMemory();
    const parts = { ...(await partsWith(false)), fragments };
    const { retrieval } = await retrieve(input, parts);
    expect(retrieval).toMatchObject({ source: 'lexical', degraded: true });
    expect(fragments.kept).toEqual([]);
  });

  test('finds nothing answerable where nothing is found', async () => {
    const question = { ...input, standaloneQuestion: 'zebra', vector: null };
    const { retrieval } = await retrieve(question, await partsWith(true));
    expect(retrieval).toMatchObject({ passages: [], answerable: 0 });
  });

  test('searches a long message sentence by sentence', async () => {
    const parts = await partsWith(true);
    const asked: string[] = [];
    const embedder = {
      embed: async (texts: string[]) => {
        asked.push(...texts);
        return texts.map(() => vector);
      },
    };
    const smallTalk =
      'Yesterday my neighbour rode happily through the green forest beside our village river.';
    const long = `${Array.from({ length: 8 }, () => smallTalk).join(' ')} Can I send the bicycle back?`;
    const { retrieval } = await retrieve(
      { ...input, standaloneQuestion: long },
      { ...parts, embedder },
    );
    expect(asked).toContain('Can I send the bicycle back?');
    expect(retrieval.passages.map(({ id }) => id)).toEqual(['returns.1']);
  });
});
