import { describe, expect, it } from 'vitest';
import type { LadderModel, ModelState } from '../../../shared/admin-protocol.ts';
import { isSetUp, limitWords, loadWords, stateWords } from './model-words.ts';

const ready = (values: Partial<Extract<ModelState, { kind: 'ready' }>> = {}): ModelState => ({
  kind: 'ready',
  breaker: 'closed',
  calls: 0,
  failed: 0,
  running: 0,
  waiting: 0,
  blockedForMs: 0,
  ...values,
});
const model = (state: ModelState): LadderModel => ({
  id: 'small',
  provider: 'first',
  tier: 'small',
  inputUsd: 1,
  cachedInputUsd: 1,
  outputUsd: 1,
  limits: { requestsPerMinute: 60, tokensPerMinute: null, concurrency: 100 },
  state,
});

describe('the state of a model in words', () => {
  it.each([
    [ready(), 'good', 'Ready', 'No call in the last minute'],
    [ready({ calls: 9, failed: 1 }), 'good', 'Ready', '1 of 9 calls failed in the last minute'],
    [ready({ breaker: 'half-open', calls: 5, failed: 4 }), 'warning', 'Trying again', /^4 of 5/],
    [ready({ breaker: 'open', calls: 5, failed: 4 }), 'bad', 'Failing', /then one call tries$/],
    [ready({ blockedForMs: 2_100 }), 'warning', 'At its limit', /wait 3 s$/],
    [{ kind: 'disabled' }, 'muted', 'Disabled', /models.yaml/],
    [{ kind: 'no-key', variable: 'KEY' }, 'muted', 'No key', 'Set KEY and start again'],
  ] as const)('%o is %s, %s', (state, tone, text, detail) => {
    const words = stateWords(state);
    expect([words.tone, words.text]).toEqual([tone, text]);
    expect(words.detail).toMatch(detail);
    expect(isSetUp(model(state))).toBe(state.kind === 'ready');
  });

  it('says what the model may be asked, and is asked now', () => {
    const limits = { requestsPerMinute: 60, tokensPerMinute: 90_000, concurrency: 5 };
    expect(limitWords(limits)).toBe('60 requests and 90,000 tokens a minute');
    expect(limitWords({ ...limits, requestsPerMinute: null, tokensPerMinute: null })).toBe(
      'No limit a minute',
    );
    expect(loadWords(model(ready({ running: 2 })))).toBe('2 of 100 at once');
    expect(loadWords(model(ready({ running: 100, waiting: 3 })))).toBe(
      '100 of 100 at once, 3 waiting',
    );
    expect(loadWords(model({ kind: 'disabled' }))).toBe('100 at once');
  });
});
