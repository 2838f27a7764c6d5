import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../simulator/script.ts';
import { expressAnswer, Harness, quote } from './harness.ts';

let harness: Harness;
beforeEach(() => {
  harness = new Harness();
});
afterEach(() => harness.close());

describe('when nothing fails', () => {
  it('streams the answer as it comes and accounts for one call', async () => {
    const a = await harness.provider('a');
    const seen = await harness.run([a.small, harness.extractive]);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.pieces.length).toBeGreaterThan(8);
    expect(seen.result).toMatchObject({
      outcome: 'complete',
      servedBy: { model: 'a-small', tier: 'small' },
    });
    expect(seen.calls).toEqual(['a-small routed used']);
    expect(harness.accounted()).toEqual(harness.billed());
    expect(seen.result.attempts[0]?.usageEstimated).toBe(false);
    expect(seen.result.attempts[0]?.ttftMs).toBeGreaterThan(0);
  });

  it('passes log-probabilities on where the model gives them', async () => {
    const a = await harness.provider('a');
    const b = await harness.provider('b', { script: { logProbabilities: false } });
    const sure = await harness.run([a.small]);
    expect(sure.logProbabilities.every((value) => value !== undefined && value < 0)).toBe(true);
    const silent = await harness.run([b.small]);
    expect(new Set(silent.logProbabilities)).toEqual(new Set([undefined]));
  });

  it('counts for itself where the model reports no usage', async () => {
    const a = await harness.provider('a', { script: { reportsUsage: false } });
    const seen = await harness.run([a.small]);
    expect(seen.result.attempts[0]).toMatchObject({ outcome: 'used', usageEstimated: true });
    expect(seen.result.attempts[0]?.costUsd).toBeGreaterThan(0);
    expectSameBill();
  });

  it('says where the answer was cut at its token limit', async () => {
    const a = await harness.provider('a');
    const seen = await harness.run([a.small], { maxOutputTokens: 5 });
    expect(seen.result.outcome).toBe('truncated');
    expect(expressAnswer.startsWith(seen.text)).toBe(true);
  });
});

describe('when a provider is busy (429)', () => {
  const busyOnce = (retryAfterMs?: number) => ({
    fault: { kind: 'rate-limit', ...(retryAfterMs ? { retryAfterMs } : {}) } as Fault,
    toRequest: 1,
  });

  it('waits as long as it asks where the budget allows', async () => {
    const a = await harness.provider('a', { faults: [busyOnce(120)] });
    const b = await harness.provider('b');
    const seen = await harness.run([a.small, b.small]);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.calls).toEqual(['a-small routed failed', 'a-small retry used']);
    expect(seen.result.attempts[0]).toMatchObject({ errorCode: 'model-rate-limited', costUsd: 0 });
    expect(harness.accounted()).toEqual(harness.billed());
  });

  it.each([[60_000], [undefined]])('goes to the next provider when told %s ms', async (ms) => {
    const a = await harness.provider('a', { faults: [busyOnce(ms)] });
    const b = await harness.provider('b');
    const seen = await harness.run([a.small, b.small]);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.calls).toEqual(['a-small routed failed', 'b-small next-provider used']);
    expect(harness.accounted()).toEqual(harness.billed());
  });

  it('keeps other turns away from it until then', async () => {
    const a = await harness.provider('a', { faults: [busyOnce(60_000)] });
    const b = await harness.provider('b');
    await harness.run([a.small, b.small]);
    const seen = await harness.run([a.small, b.small]);
    expect(seen.calls).toEqual(['b-small next-provider used']);
    expect(a.simulator.requests()).toHaveLength(1);
  });

  it('queues within the limits a minute, and goes on to the next provider beyond the budget', async () => {
    const a = await harness.provider('a', { limits: { requestsPerMinute: 2 } });
    const b = await harness.provider('b');
    const served = [];
    for (let turn = 0; turn < 3; turn++) {
      served.push((await harness.run([a.small, b.small])).result.servedBy?.model);
    }
    expect(served).toEqual(['a-small', 'a-small', 'b-small']);
    expect(a.simulator.requests()).toHaveLength(2);
  });
});

describe('when a provider fails', () => {
  const faults: [string, Fault][] = [
    ['5xx', { kind: 'server-error', status: 500 }],
    ['reset', { kind: 'reset' }],
    ['malformed stream', { kind: 'malformed', afterTokens: 0 }],
  ];

  it.each(faults)('%s: tries once more', async (_name, fault) => {
    const a = await harness.provider('a', { faults: [{ fault, toRequest: 1 }] });
    const seen = await harness.run([a.small]);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.calls).toEqual(['a-small routed failed', 'a-small retry used']);
  });

  it.each(faults)('%s: then goes to the next provider', async (_name, fault) => {
    const a = await harness.provider('a', { faults: [{ fault }] });
    const b = await harness.provider('b');
    const seen = await harness.run([a.small, a.large, b.small]);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.calls).toEqual([
      'a-small routed failed',
      'a-small retry failed',
      'b-small next-provider used',
    ]);
  });

  it('connection refused: goes to the next provider and bills nothing', async () => {
    const a = await harness.provider('a');
    const b = await harness.provider('b');
    await a.simulator.goDown();
    const seen = await harness.run([a.small, b.small]);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.result.attempts.slice(0, 2)).toMatchObject([
      { model: 'a-small', outcome: 'failed', errorCode: 'model-unavailable', costUsd: 0 },
      { model: 'a-small', outcome: 'failed', errorCode: 'model-unavailable', costUsd: 0 },
    ]);
    expect(harness.accounted()).toEqual(harness.billed());
  });

  it('a wrong key: asks the next provider without trying again', async () => {
    const a = await harness.provider('a', {
      faults: [{ fault: { kind: 'server-error', status: 401 } }],
    });
    const b = await harness.provider('b');
    const seen = await harness.run([a.small, b.small]);
    expect(seen.calls).toEqual(['a-small routed failed', 'b-small next-provider used']);
  });

  it('opens its breaker after five failures and asks it no more', async () => {
    const a = await harness.provider('a', { faults: [{ fault: { kind: 'server-error' } }] });
    const b = await harness.provider('b');
    for (let turn = 0; turn < 3; turn++) await harness.run([a.small, b.small]);
    const before = a.simulator.requests().length;
    expect(harness.guards.breakerState('a')).toBe('open');
    const seen = await harness.run([a.small, b.small]);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.calls).toEqual(['b-small next-provider used']);
    expect(a.simulator.requests()).toHaveLength(before);
  });

  it('lets one call try after five seconds, and closes when it works', {
    timeout: 15_000,
  }, async () => {
    const a = await harness.provider('a', {
      faults: [{ fault: { kind: 'server-error' }, toRequest: 5 }],
    });
    for (let turn = 0; turn < 3; turn++) await harness.run([a.small, harness.extractive]);
    expect(harness.guards.breakerState('a')).toBe('open');
    await expect
      .poll(async () => (await harness.run([a.small, harness.extractive])).text, {
        timeout: 10_000,
        interval: 500,
      })
      .toBe(expressAnswer);
    expect(harness.guards.breakerState('a')).toBe('closed');
  });
});

describe('when the first token is late', () => {
  const hedgeSoon = { hedgeAfterMs: 200 };

  it('asks a different provider too, takes the first to answer and bills the loser', async () => {
    const a = await harness.provider('a', { faults: [{ fault: { kind: 'hang' } }] });
    const b = await harness.provider('b');
    const seen = await harness.run([a.small, a.large, b.small], {}, hedgeSoon);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.calls.toSorted()).toEqual(['a-small routed hedge-lost', 'b-small hedge used']);
    await expect.poll(() => a.simulator.bill()['a-small']?.aborted).toBe(1);
    const loser = seen.result.attempts.find((attempt) => attempt.outcome === 'hedge-lost');
    expect(loser).toMatchObject({ usageEstimated: true, ttftMs: null, outputTokens: 0 });
    expectSameBill();
  });

  it('keeps the first provider when it is the quicker after all', async () => {
    const a = await harness.provider('a', { script: { firstTokenMs: 300 } });
    const b = await harness.provider('b', { faults: [{ fault: { kind: 'hang' } }] });
    const seen = await harness.run([a.small, b.small], {}, hedgeSoon);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.calls).toEqual(['b-small hedge hedge-lost', 'a-small routed used']);
    await expect.poll(() => b.simulator.bill()['b-small']?.aborted).toBe(1);
  });

  it('stays with the hedge when the slow one fails meanwhile', async () => {
    const a = await harness.provider('a', {
      faults: [{ fault: { kind: 'hang' } }],
      timeouts: { firstTokenMs: 300 },
    });
    const b = await harness.provider('b', { script: { firstTokenMs: 400 } });
    const seen = await harness.run([a.small, b.small], {}, hedgeSoon);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.calls).toEqual(['a-small routed failed', 'b-small hedge used']);
    expect(seen.result.attempts[0]?.errorCode).toBe('model-stalled');
  });

  it('gives a lone model up at its own limit and quotes', async () => {
    const a = await harness.provider('a', {
      faults: [{ fault: { kind: 'hang' } }],
      timeouts: { firstTokenMs: 300 },
    });
    const seen = await harness.run([a.small, harness.extractive]);
    expect(seen.text).toBe(quote);
    expect(seen.calls).toEqual(['a-small routed failed', 'extractive fallback used']);
    expect(seen.result.attempts[0]?.inputTokens).toBeGreaterThan(0);
  });
});

describe('when an answer stalls or is cut in the middle', () => {
  const breaks: Fault['kind'][] = ['cut', 'cut-clean', 'silence', 'malformed', 'error-event'];
  const cases = breaks.flatMap((kind) => [1, 4, 9, 13].map((tokens) => [kind, tokens] as const));

  it.each(cases)(
    '%s after %i tokens: another model goes on, nothing lost or doubled',
    async (kind, afterTokens) => {
      const fault = { kind, afterTokens } as Fault;
      const a = await harness.provider('a', { faults: [{ fault }], timeouts: { gapMs: 400 } });
      const b = await harness.provider('b');
      const shown: string[] = [];
      const seen = await harness.run([a.small, b.small], {}, {}, (text) => shown.push(text));
      expect(seen.text).toBe(expressAnswer);
      for (const text of shown) expect(expressAnswer.startsWith(text)).toBe(true);
      expect(seen.calls).toEqual(['a-small routed partly-used', 'b-small continue used']);
      expect(seen.result).toMatchObject({ outcome: 'complete', servedBy: { model: 'b-small' } });
      expect(b.simulator.requests()[0]?.continuation).toBe(true);
      expectSameBill();
    },
  );

  it('goes on with the same model when there is no other', async () => {
    const a = await harness.provider('a', {
      faults: [{ fault: { kind: 'cut', afterTokens: 5 }, toRequest: 1 }],
    });
    const seen = await harness.run([a.small, harness.extractive]);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.calls).toEqual(['a-small routed partly-used', 'a-small continue used']);
  });

  it('asks another one when a model only says the last words again', async () => {
    const a = await harness.provider('a', { faults: [{ fault: { kind: 'cut', afterTokens: 5 } }] });
    const b = await harness.provider('b', { faults: [{ fault: { kind: 'echo' } }] });
    const c = await harness.provider('c');
    const seen = await harness.run([a.small, b.small, c.small]);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.calls).toEqual([
      'a-small routed partly-used',
      'b-small continue rejected',
      'c-small continue used',
    ]);
  });

  it('survives a second cut', async () => {
    const cut = { fault: { kind: 'cut', afterTokens: 4 } as Fault };
    const a = await harness.provider('a', { faults: [cut] });
    const b = await harness.provider('b', { faults: [{ fault: { kind: 'cut', afterTokens: 7 } }] });
    const c = await harness.provider('c');
    const seen = await harness.run([a.small, b.small, c.small]);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.calls).toEqual([
      'a-small routed partly-used',
      'b-small continue partly-used',
      'c-small continue used',
    ]);
    expectSameBill();
  });

  it('keeps what was shown and says that it failed when nobody can go on', async () => {
    const a = await harness.provider('a', { faults: [{ fault: { kind: 'cut', afterTokens: 4 } }] });
    const b = await harness.provider('b');
    await b.simulator.goDown();
    const seen = await harness.run([a.small, b.small, harness.extractive]);
    expect(seen.result.outcome).toBe('failed');
    expect(expressAnswer.startsWith(seen.text)).toBe(true);
    expect(seen.text.length).toBeGreaterThan(0);
  });
});

describe('when a model will not answer', () => {
  it.each<[string, Fault]>([
    ['content filter', { kind: 'content-filter', afterTokens: 0 }],
    ['empty answer', { kind: 'empty' }],
  ])('%s: asks a larger model', async (_name, fault) => {
    const a = await harness.provider('a', { faults: [{ fault, model: 'a-small' }] });
    const b = await harness.provider('b');
    const seen = await harness.run([a.small, b.small, a.large, harness.extractive]);
    expect(seen.text).toBe(expressAnswer);
    expect(seen.calls).toEqual(['a-small routed rejected', 'a-large escalate used']);
    expect(harness.accounted()).toEqual(harness.billed());
  });

  it('quotes when the larger one will not either', async () => {
    const a = await harness.provider('a', { faults: [{ fault: { kind: 'empty' } }] });
    const seen = await harness.run([a.small, a.large, harness.extractive]);
    expect(seen.text).toBe(quote);
    expect(seen.result.servedBy?.tier).toBe('extractive');
  });

  it('says so when nothing is left to ask', async () => {
    const a = await harness.provider('a', { faults: [{ fault: { kind: 'empty' } }] });
    expect((await harness.run([a.small])).result).toMatchObject({
      outcome: 'empty',
      servedBy: null,
    });
  });
});

describe('when every provider is down', () => {
  it('quotes the documents', async () => {
    const a = await harness.provider('a');
    const b = await harness.provider('b');
    await Promise.all([a.simulator.goDown(), b.simulator.goDown()]);
    const seen = await harness.run([a.small, b.small, b.large, harness.extractive]);
    expect(seen.text).toBe(quote);
    expect(seen.result.outcome).toBe('complete');
    expect(seen.result.attempts.reduce((total, attempt) => total + attempt.costUsd, 0)).toBe(0);
  });
});

describe('when time is up', () => {
  it('quotes where nothing was shown yet', async () => {
    const a = await harness.provider('a', { faults: [{ fault: { kind: 'hang' } }] });
    const seen = await harness.run([a.small, harness.extractive], { budgetMs: 150 });
    expect(seen.text).toBe(quote);
  });

  it('lets the text stand where some was shown', async () => {
    const a = await harness.provider('a', { script: { tokensPerSecond: 20 } });
    const seen = await harness.run([a.small, harness.extractive], { budgetMs: 250 });
    expect(seen.result.outcome).toBe('truncated');
    expect(expressAnswer.startsWith(seen.text)).toBe(true);
  });
});

describe('when the customer stops it', () => {
  it('ends the call and pays for what was written until then', async () => {
    const a = await harness.provider('a', { script: { tokensPerSecond: 40 } });
    const stop = new AbortController();
    const seen = await harness.run([a.small], { signal: stop.signal }, {}, (text) => {
      if (text.includes('12')) stop.abort();
    });
    expect(seen.result.outcome).toBe('stopped');
    expect(seen.calls).toEqual(['a-small routed stopped']);
    await expect.poll(() => a.simulator.bill()['a-small']?.aborted).toBe(1);
    expectSameBill();
  });

  it('pays nothing for a call that was given up before it was made', async () => {
    const a = await harness.provider('a');
    const seen = await harness.run([a.small], { signal: AbortSignal.abort() });
    expect(seen.result.outcome).toBe('stopped');
    expect(a.simulator.requests()).toEqual([]);
    expect(harness.accounted()).toEqual(harness.billed());
  });

  it('ends a call that has not answered yet', async () => {
    const a = await harness.provider('a', { faults: [{ fault: { kind: 'hang' } }] });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const seen = await harness.run([a.small, harness.extractive], { signal: stop.signal });
    expect(seen).toMatchObject({ text: '', calls: ['a-small routed stopped'] });
    await expect.poll(() => a.simulator.bill()['a-small']?.aborted).toBe(1);
  });
});

/** Estimates of calls that reported nothing may miss a few tokens of framing, and a token or two in flight. */
function expectSameBill(): void {
  const ours = harness.accounted();
  const theirs = harness.billed();
  expect(Math.abs(ours.outputTokens - theirs.outputTokens)).toBeLessThanOrEqual(3);
  expect(Math.abs(ours.inputTokens / theirs.inputTokens - 1)).toBeLessThan(0.25);
}
