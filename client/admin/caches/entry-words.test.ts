import { describe, expect, it } from 'vitest';
import { hitWords, tierWords } from './entry-words.ts';

describe('an entry in words', () => {
  it('is in one tier or in two', () => {
    expect(tierWords(['exact', 'semantic'])).toBe('Exact, semantic');
    expect(tierWords(['fragment'])).toBe('Fragment');
  });

  it('was hit in the tiers that it serves', () => {
    expect(hitWords({ exact: 5, semantic: 2 })).toBe('5 exact, 2 semantic');
    expect(hitWords({ exact: 0, semantic: 1 })).toBe('1 semantic');
    expect(hitWords({ exact: 0, semantic: 0 })).toBe('None yet');
    expect(hitWords(null)).toBe('–');
  });
});
