import { describe, expect, it } from 'vitest';
import { type CacheQuery, exactKey, fragmentKey } from './cache-key.ts';
import { canonicalJson } from './canonical-json.ts';

const query: CacheQuery = {
  scope: { audience: 'public', locale: 'en', site: 'shop' },
  question: 'How long does delivery take?',
  promptVersion: 'answer-1',
  modelPolicy: 'ladder-1',
};

describe('exactKey', () => {
  it('is the same for the same question in another spelling', () => {
    expect(exactKey({ ...query, question: ' how long does  delivery take' })).toBe(exactKey(query));
  });

  it('differs wherever the answer could differ', () => {
    const others: CacheQuery[] = [
      { ...query, scope: { ...query.scope, audience: 'internal' } },
      { ...query, scope: { ...query.scope, locale: 'de' } },
      { ...query, scope: { ...query.scope, site: 'outlet' } },
      { ...query, promptVersion: 'answer-2' },
      { ...query, modelPolicy: 'ladder-2' },
      { ...query, question: 'How long does express delivery take?' },
    ];
    expect(new Set([query, ...others].map(exactKey)).size).toBe(others.length + 1);
  });

  it('cannot be forged by a question that holds the words of a scope', () => {
    const forged = { ...query, question: 'x","site":"outlet' };
    const real = { ...query, scope: { ...query.scope, site: 'outlet' }, question: 'x' };
    expect(exactKey(forged)).not.toBe(exactKey(real));
  });
});

describe('fragmentKey', () => {
  it('changes with the state of the index and with the model', () => {
    const scope = { ...query.scope, indexVersion: 7, embeddingModelId: 'mini' };
    const keys = [scope, { ...scope, indexVersion: 8 }, { ...scope, embeddingModelId: 'other' }];
    expect(new Set(keys.map((item) => fragmentKey(item, 'a question'))).size).toBe(3);
  });
});

describe('canonicalJson', () => {
  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe(
      canonicalJson({ a: true, b: [1, { c: 'x', d: null }] }),
    );
    expect(canonicalJson({ b: 'ü"', a: 1 })).toBe('{"a":1,"b":"ü\\""}');
  });
});
