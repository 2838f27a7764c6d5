import { describe, expect, test } from 'vitest';
import { passageOf } from '../knowledge/retrieval/passages.testing.ts';
import type { EvalCase } from './case-file.ts';
import { shortfalls } from './floors.ts';
import { figuresOf, holdsFacts, type MeasuredCase } from './measures.ts';
import type { EvalOutcome } from './subject.ts';

function measured(test: Partial<EvalCase>, outcome: Partial<EvalOutcome>): MeasuredCase {
  return {
    test: {
      id: 'one',
      kind: 'answerable',
      history: [],
      question: 'q',
      gold: [],
      facts: [],
      withheld: [],
      forbidden: [],
      ...test,
    },
    outcome: {
      documentIds: [],
      denseDocumentIds: [],
      passages: [],
      answerable: 0.5,
      text: '',
      suggested: [],
      abstained: false,
      ...outcome,
    },
    hidden: null,
  };
}

describe('facts', () => {
  test('count apart from case, accents, spacing and thousands separators', () => {
    expect(holdsFacts('Das kostet  1,299.00 EUR — in Köln.', ['1299.00 eur', 'koln'])).toBe(true);
  });

  test('must all be there', () => {
    expect(holdsFacts('It costs 12 EUR.', ['12 EUR', '3 days'])).toBe(false);
  });
});

describe('figures', () => {
  test('tell a gold document that was found from how many of them were', () => {
    const figures = figuresOf([
      measured({ gold: ['a', 'b'] }, { documentIds: ['x', 'a', 'y'], denseDocumentIds: ['x'] }),
    ]);
    expect(figures['found@1']?.share).toBe(0);
    expect(figures['found@5']?.share).toBe(1);
    expect(figures['recall@5']?.share).toBe(0.5);
    expect(figures['found@5 dense alone']?.share).toBe(0);
  });

  test('keep apart what nothing answers and what only internal articles answer', () => {
    const figures = figuresOf([
      measured({ kind: 'unanswerable' }, { abstained: true }),
      measured({ kind: 'internal', withheld: ['secret'] }, { abstained: false }),
    ]);
    expect(figures['abstained when unanswerable']).toEqual({ share: 1, of: 1 });
    expect(figures['abstained when only internal articles answer']).toEqual({ share: 0, of: 1 });
  });

  test('see an internal passage, and an internal fact without one', () => {
    const passage = passageOf('p', 'Limits', 'Up to 300.', { audience: 'internal' });
    const figures = figuresOf([
      measured({}, { passages: [passage] }),
      measured({ forbidden: ['300 EUR'] }, { text: 'We may give you 300 EUR.' }),
      measured({ forbidden: ['300 EUR'] }, { text: "I don't know." }),
    ]);
    expect(figures['internal shown']?.share).toBeCloseTo(2 / 3);
  });
});

describe('floors', () => {
  const figures = { 'recall@5': { share: 0.89, of: 10 }, 'internal shown': { share: 0.1, of: 10 } };

  test('name what falls short and what is too much', () => {
    const floors = [
      { figure: 'recall@5', atLeast: 0.9 },
      { figure: 'internal shown', atMost: 0 },
    ];
    expect(shortfalls(figures, floors, false)).toHaveLength(2);
  });

  test('of hidden gold count only when it was hidden', () => {
    const floors = [{ figure: 'recall@5', atLeast: 0.9, hideGold: true }];
    expect(shortfalls(figures, floors, false)).toEqual([]);
    expect(shortfalls(figures, floors, true)).toHaveLength(1);
  });
});
