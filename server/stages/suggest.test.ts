import { describe, expect, it } from 'vitest';
import { passageOf } from '../knowledge/retrieval/passages.testing.ts';
import type { Retrieval } from './retrieve.ts';
import { suggest, suggestedSources } from './suggest.ts';

const evidence = {
  bestCosine: 0.45,
  bestScore: 0.5,
  margin: 0.02,
  lead: 0.01,
  lift: 0.2,
  names: 1,
  coverage: 0.5,
  exactHeld: 1,
  unknown: 0,
};

const found: Retrieval = {
  passages: ['a.1', 'a.2', 'b.1', 'c.1', 'd.1'].map((id) =>
    passageOf(id, id.charAt(0).toUpperCase(), `What ${id} says.`),
  ),
  source: 'hybrid',
  degraded: false,
  evidence,
  indexVersion: 1,
  answerable: 0.2,
};

describe('what may help where the answer was none', () => {
  it('is the best passage of each of the three best documents, numbered', () => {
    const suggested = suggest(found);
    expect(suggested.map(({ id }) => id)).toEqual(['a.1', 'b.1', 'c.1']);
    expect(suggestedSources(suggested)).toMatchObject([
      { number: 1, passageId: 'a.1', title: 'A' },
      { number: 2, passageId: 'b.1', title: 'B' },
      { number: 3, passageId: 'c.1', title: 'C' },
    ]);
  });

  it.each([
    ['nothing was found', { passages: [], evidence: null }],
    ['what was found is far from the question', { evidence: { ...evidence, bestCosine: 0.2 } }],
    ['what was found hardly answers any of it', { answerable: 0.02 }],
    ['only words were searched', { source: 'lexical', evidence: { ...evidence, bestCosine: 0 } }],
  ] as const)('is nothing where %s', (_, change) => {
    expect(suggest({ ...found, ...change } as Retrieval)).toEqual([]);
  });
});
