import { beforeEach, describe, expect, test } from 'vitest';
import { LexicalIndex } from './lexical-index.ts';
import { passageOf } from './passages.testing.ts';
import type { SearchScope } from './search-scope.ts';

const customer: SearchScope = { audience: 'public', locale: 'en-GB', site: 'shop' };

describe('the lexical index', () => {
  let index: LexicalIndex;
  beforeEach(() => {
    index = new LexicalIndex();
    index.replaceDocument('returns', [
      passageOf('returns.1', 'Returns', 'Send a bicycle back within 30 days.'),
      passageOf('returns.2', 'Returns', 'We pay for the label of a return.'),
    ]);
    index.replaceDocument('service', [
      passageOf('service.1', 'Service', 'A full service of a bicycle costs 89 euros.'),
    ]);
    index.replaceDocument('refund-limits', [
      passageOf(
        'refund-limits.1',
        'Refund limits',
        'Agents may refund a bicycle up to 300 euros.',
        {
          audience: 'internal',
        },
      ),
    ]);
  });

  const idsFor = (question: string, scope = customer) =>
    index.search(question, scope, 10).map(({ entry }) => entry.passage.id);

  test('finds inflected words and puts the rarer first', () => {
    expect(idsFor('full services for bicycles')).toEqual(['service.1', 'returns.1']);
  });

  test('weighs a word of the title more', () => {
    expect(idsFor('service')[0]).toBe('service.1');
    expect(idsFor('returning')).toEqual(['returns.2', 'returns.1']);
  });

  test('never gives a customer an internal passage, whatever is asked', () => {
    expect(idsFor('how much may agents refund: limits')).toEqual([]);
    expect(idsFor('refund limits', { ...customer, audience: 'internal' })).toEqual([
      'refund-limits.1',
    ]);
  });

  test('keeps languages and sites apart', () => {
    index.replaceDocument('fr', [passageOf('fr.1', 'Service', 'service', { locale: 'fr-FR' })]);
    index.replaceDocument('b2b', [passageOf('b2b.1', 'Service', 'service', { site: 'b2b' })]);
    expect(idsFor('service')).toEqual(['service.1']);
    expect(idsFor('service', { ...customer, locale: 'fr' })).toEqual(['fr.1']);
    expect(idsFor('service', { ...customer, site: 'b2b' }).sort()).toEqual(['b2b.1', 'service.1']);
  });

  test('shows an edit at once', () => {
    index.replaceDocument('service', [
      passageOf('service.9', 'Service', 'A tune-up costs 49 euros.'),
    ]);
    expect(idsFor('full service of 89 euros')).toEqual(['service.9']);
    expect(index.get('service.1')).toBeUndefined();
  });

  test('forgets a removed document', () => {
    index.removeDocument('returns');
    expect(idsFor('send back')).toEqual([]);
    expect(index.size).toBe(2);
  });

  test('weighs rare terms above common ones, and marks what no passage holds', () => {
    const { known, unknown } = index.termWeights(['bicycl', 'label', 'helicopter'], customer);
    expect(known.get('label')).toBeGreaterThan(known.get('bicycl') ?? 0);
    expect(known.has('helicopter')).toBe(false);
    expect(unknown).toBeGreaterThan(known.get('label') ?? 0);
  });
});
