import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePrompt } from '../../server/ports/language-model.contract.ts';
import { randomFaults } from '../harness/random-faults.ts';
import { countTokens } from '../simulator/tokens.ts';
import { expressAnswer, Harness, type Observed, quote } from './harness.ts';

const turns = 600;
const atOnce = 12;
/** The product's own; shorter, a busy machine alone would make calls look slow. */
const hedgeAfterMs = 1_500;

/** Long enough for the providers' prompt caches. */
const system = 'Answer from the numbered passages only and cite them as [n]. '.repeat(30);
const usual = makePrompt('How much does express delivery cost?');
const prompt = { ...usual, system, tokens: { ...usual.tokens, system: countTokens(system) } };

describe(`${turns} turns with a fault in every twentieth call`, { timeout: 120_000 }, () => {
  const harness = new Harness();
  const seen: Observed[] = [];

  beforeAll(async () => {
    const providers = await Promise.all(
      ['a', 'b', 'c'].map((name, index) =>
        harness.provider(name, {
          faults: randomFaults(100 * index, 30_000),
          script: { firstTokenMs: 5, tokensPerSecond: 300, promptCacheMinimumTokens: 64 },
        }),
      ),
    );
    const small = providers.map((provider) => provider.small);
    const large = providers.map((provider) => provider.large);
    let left = turns;
    const work = async (): Promise<void> => {
      while (left-- > 0) {
        const first = left % small.length;
        const ladder = [...small.slice(first), ...small.slice(0, first), ...large];
        seen.push(await harness.run([...ladder, harness.extractive], { prompt }, { hedgeAfterMs }));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }, 120_000);
  afterAll(() => harness.close());

  it('answers every one, with nothing lost and nothing doubled', () => {
    expect(seen).toHaveLength(turns);
    const texts = new Set(
      seen.map(({ text, result }) =>
        result.outcome === 'complete' ? text : `${result.outcome}: ${text}`,
      ),
    );
    expect([...texts].filter((text) => text !== expressAnswer && text !== quote)).toEqual([]);
  });

  it('met faults of every sort', () => {
    const outcomes = new Set(
      seen.flatMap(({ result }) => result.attempts.map(({ outcome }) => outcome)),
    );
    expect([...outcomes].toSorted()).toEqual([
      'failed',
      'hedge-lost',
      'partly-used',
      'rejected',
      'used',
    ]);
  });

  it('bills what the providers bill, within 0.1%', async () => {
    const misses = (): number =>
      harness.accounted().outputTokens / harness.billed().outputTokens - 1;
    // A loser's tokens that were on their way when it was cancelled are billed and never seen.
    await expect.poll(() => Math.abs(misses())).toBeLessThan(0.01);
    const ours = harness.accounted();
    const theirs = harness.billed();
    const usd = (bill: typeof ours): number =>
      (bill.inputTokens - bill.cachedInputTokens / 2 + 4 * bill.outputTokens) * 1e-6;
    expect(theirs.cachedInputTokens).toBeGreaterThan(100_000);
    expect(Math.abs(usd(ours) / usd(theirs) - 1)).toBeLessThan(0.001);
  });
});
