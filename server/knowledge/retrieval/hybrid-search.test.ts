import { beforeEach, describe, expect, test } from 'vitest';
import { createInProcessVectorIndex } from '../../adapters/in-process/vector-index.ts';
import { DeskhandError } from '../../errors.ts';
import type { Passage } from '../../ports/knowledge-store.ts';
import type { VectorIndex } from '../../ports/vector-index.ts';
import { hybridSearch } from './hybrid-search.ts';
import { LexicalIndex } from './lexical-index.ts';
import { passageOf } from './passages.testing.ts';
import { passagePayload, type SearchScope } from './search-scope.ts';

const scope: SearchScope = { audience: 'public', locale: 'en', site: 'shop' };

const at = (degrees: number) =>
  Float32Array.of(Math.cos((degrees / 180) * Math.PI), Math.sin((degrees / 180) * Math.PI));

const brokenIndex: VectorIndex = {
  ...createInProcessVectorIndex(2),
  search: () => Promise.reject(new DeskhandError('index-unavailable', { retryable: true })),
  count: () => Promise.reject(new DeskhandError('index-unavailable', { retryable: true })),
};

describe('the hybrid search', () => {
  let lexical: LexicalIndex;
  let vectors: VectorIndex;
  beforeEach(() => {
    lexical = new LexicalIndex();
    vectors = createInProcessVectorIndex(2);
  });

  async function add(passage: Passage, degrees?: number): Promise<void> {
    lexical.replaceDocument(passage.documentId, [passage]);
    if (degrees === undefined) return;
    const payload = passagePayload(passage);
    await vectors.upsert([{ id: passage.id, vector: at(degrees), payload }]);
  }

  async function search(question: string, vector: Float32Array | null = at(0)) {
    return hybridSearch({ question, vector, scope, limit: 5 }, { vectors, lexical });
  }

  const ids = (result: { passages: Passage[] }) => result.passages.map(({ id }) => id);

  test('finds by meaning what shares no word', async () => {
    await add(passageOf('beer', 'Drinks', 'Alcohol is served.'), 10);
    await add(passageOf('parking', 'Parking', 'There is a garage.'), 80);
    const result = await search('Do you have ale?');
    expect(ids(result)[0]).toBe('beer');
    expect(result).toMatchObject({ source: 'hybrid', degraded: false });
  });

  test('puts the passage first that names what is asked for, among some alike', async () => {
    await add(passageOf('basic', 'Basic plan', 'One repair a year is included.'), 10);
    await add(passageOf('plus', 'Plus plan', 'Four repairs a year are included.'), 12);
    const result = await search('How many repairs are in the Plus plan?');
    expect(ids(result)[0]).toBe('plus');
    expect(result.evidence).toMatchObject({ names: 1, exactHeld: 1 });
  });

  test('never returns an internal passage to a customer, by meaning or by words', async () => {
    await add(
      passageOf('limits', 'Refund limits', 'Agents may refund 300 euros.', {
        audience: 'internal',
      }),
      0,
    );
    await add(passageOf('returns', 'Returns', 'Thirty days.'), 60);
    expect(ids(await search('refund limits for agents'))).toEqual(['returns']);
  });

  test('does not trust a vector index that lets an internal passage through', async () => {
    const passage = passageOf('limits', 'Refund limits', 'Agents only.', { audience: 'internal' });
    lexical.replaceDocument('limits', [passage]);
    const payload = { ...passagePayload(passage), audience: 'public' };
    await vectors.upsert([{ id: 'limits', vector: at(0), payload }]);
    expect(ids(await search('refund limits'))).toEqual([]);
  });

  test('leaves out what the vector index still holds of a removed document', async () => {
    await add(passageOf('old', 'Old offer', 'Ten percent off.'), 0);
    lexical.removeDocument('old');
    expect(ids(await search('offer'))).toEqual([]);
  });

  test('finds a passage by words before its vector is there, and says so', async () => {
    await add(passageOf('returns', 'Returns', 'Thirty days.'), 20);
    await add(passageOf('helmets', 'Helmets', 'Helmets are tested.'));
    const result = await search('Are helmets tested?');
    expect(ids(result)).toContain('helmets');
    expect(result).toMatchObject({ source: 'hybrid', degraded: true });
  });

  test('goes on by words when the vector index is down', async () => {
    await add(passageOf('returns', 'Returns', 'Send it back within thirty days.'), 0);
    const query = { question: 'send back', vector: at(0), scope, limit: 5 };
    const result = await hybridSearch(query, { vectors: brokenIndex, lexical });
    expect(ids(result)).toEqual(['returns']);
    expect(result).toMatchObject({ source: 'lexical', degraded: true });
  });

  test('goes on by words when the question could not be embedded', async () => {
    await add(passageOf('returns', 'Returns', 'Send it back within thirty days.'), 0);
    expect(await search('send back', null)).toMatchObject({ source: 'lexical', degraded: true });
  });

  test('returns a text once that stands in two documents', async () => {
    await add(passageOf('a', 'Opening hours', 'Nine to six.'), 0);
    await add(passageOf('b', 'Opening hours', 'Nine to six.'), 0);
    expect(ids(await search('opening hours'))).toEqual(['a']);
  });

  test('keeps two passages that differ in one number', async () => {
    await add(passageOf('a', 'Service', 'It costs 49 euros.'), 0);
    await add(passageOf('b', 'Service', 'It costs 89 euros.'), 0);
    expect(ids(await search('service')).length).toBe(2);
  });

  test('has no evidence where it found nothing', async () => {
    expect(await search('anything')).toMatchObject({ passages: [], evidence: null });
  });
});
