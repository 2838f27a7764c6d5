import { describe, expect, it } from 'vitest';
import type { WarmUpView } from '../../../shared/admin-protocol.ts';
import { refusalWords, warmUpSummary } from './warm-up-words.ts';

const view = (values: Partial<WarmUpView>): WarmUpView => ({
  total: 4,
  done: 4,
  stored: 2,
  known: 1,
  refused: [{ question: 'Why?', reason: 'abstained' }],
  costUsd: 0.002,
  isRunning: false,
  ...values,
});

describe('the warm-up in words', () => {
  it('says how far it is', () => {
    expect(warmUpSummary(view({ isRunning: true, done: 1 }))).toBe('Answering 2 of 4');
    expect(warmUpSummary(view({ total: 0, done: 0 }))).toBeNull();
  });

  it('says what became of it', () => {
    expect(warmUpSummary(view({}))).toBe(
      '4 questions answered for $0.002: 2 stored, 1 known already, 1 not stored',
    );
    expect(warmUpSummary(view({ known: 0, refused: [], stored: 4 }))).toBe(
      '4 questions answered for $0.002: 4 stored',
    );
    expect(warmUpSummary(view({ done: 2, known: 0, refused: [] }))).toMatch(/2 not begun$/);
  });

  it('says why a question was not stored', () => {
    expect(refusalWords('abstained')).toBe('The documents do not answer it.');
    expect(refusalWords('something-new')).toBe('Something new.');
  });
});
