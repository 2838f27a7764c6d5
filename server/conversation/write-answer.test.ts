import { describe, expect, it } from 'vitest';
import type { Prompt } from '../ports/language-model.ts';
import { abstention, isAbstention } from '../quality/abstention.ts';
import type { GenerationResult } from '../stages/generation/generation.ts';
import { type DraftTier, type WriteAnswerComponents, writeAnswer } from './write-answer.ts';

const prompt: Prompt = {
  version: 'test',
  system: '',
  passages: [
    {
      id: 'p1',
      documentId: 'plans',
      documentVersion: 1,
      documentTitle: 'Plans',
      heading: 'Prices',
      text: 'Plan M costs 12.90 EUR a month.',
      contentHash: 'h',
      ordinal: 0,
      tokens: 10,
      audience: 'public',
      volatility: 'stable',
      locale: 'en',
      site: 'default',
    },
  ],
  summary: '',
  history: [],
  question: 'What does M cost?',
  standaloneQuestion: 'What does M cost?',
  tokens: { system: 0, context: 0, summary: 0, history: 0, question: 0 },
};

type Script = Partial<Record<DraftTier, { text: string; outcome?: GenerationResult['outcome'] }>>;

/** Speaks the scripted drafts in pieces of five characters. */
function speaking(script: Script): WriteAnswerComponents {
  return {
    gateMs: 50,
    judgeDraft: ({ text }) => (isAbstention(text) ? 'abstained' : null),
    async *generate(tier, _prompt, signal) {
      const { text = '', outcome = 'complete' } = script[tier] ?? { outcome: 'failed' };
      for (let at = 0; at < text.length && !signal.aborted; at += 5)
        yield { text: text.slice(at, at + 5) };
      return { outcome, servedBy: { model: tier, provider: 'test', tier }, attempts: [] };
    },
  };
}

async function answer(
  script: Script,
  tiers: DraftTier[] = ['small', 'large', 'extractive'],
  changes: Partial<WriteAnswerComponents> = {},
) {
  const seen: string[] = [''];
  const written = await writeAnswer(
    { prompt, tiers, locale: 'en', signal: new AbortController().signal },
    { text: (piece) => seen.push((seen.pop() ?? '') + piece), revise: () => seen.push('') },
    { ...speaking(script), ...changes },
  );
  return { seen, written };
}

describe('an answer whose values are held by the passages', () => {
  it('is shown as it was written', async () => {
    const { seen, written } = await answer({ small: { text: 'It costs 12.90 EUR [1].' } });
    expect(seen).toEqual(['It costs 12.90 EUR [1].']);
    expect(written).toMatchObject({
      status: 'complete',
      servedBy: 'small',
      verification: { verdict: 'supported' },
    });
  });
});

describe('a draft with an invented value', () => {
  it('is redone by the larger model, and the value is never seen', async () => {
    const { seen, written } = await answer({
      small: { text: 'It costs 9.99 EUR.' },
      large: { text: 'It costs 12.90 EUR [1].' },
    });
    expect(seen.join('|')).not.toContain('9.99');
    expect(seen.at(-1)).toBe('It costs 12.90 EUR [1].');
    expect(written).toMatchObject({
      servedBy: 'large',
      verification: { verdict: 'revised', unsupported: ['9.99 EUR'] },
    });
  });

  it('ends in a quotation when the larger model invents too', async () => {
    const { seen, written } = await answer({
      small: { text: 'It costs 9.99 EUR.' },
      large: { text: 'Sure, gladly. It costs 8.88 EUR.' },
      extractive: { text: 'Plan M costs 12.90 EUR a month. [1]' },
    });
    expect(seen.join('|')).not.toMatch(/9\.99|8\.88/);
    expect(seen.at(-1)).toBe('Plan M costs 12.90 EUR a month. [1]');
    expect(written).toMatchObject({ servedBy: 'extractive', verification: { verdict: 'quoted' } });
  });

  it('is taken back at most once', async () => {
    const { seen } = await answer({
      small: { text: `${'A long and harmless beginning. '.repeat(3)}It costs 9.99 EUR.` },
      large: { text: 'Gladly. It costs 8.88 EUR.' },
      extractive: { text: 'It costs 7.77 EUR.' },
    });
    expect(seen.length).toBeLessThanOrEqual(2);
    expect(seen.join('|')).not.toMatch(/9\.99|8\.88|7\.77/);
    expect(seen.at(-1)).toContain(abstention('en'));
  });
});

describe('a draft that does not know', () => {
  it('is replaced before it was seen', async () => {
    const { seen, written } = await answer({
      small: { text: "I don't know." },
      large: { text: 'It costs 12.90 EUR [1].' },
    });
    expect(seen).toEqual(['It costs 12.90 EUR [1].']);
    expect(written.rejected).toEqual([{ tier: 'small', reason: 'abstained' }]);
  });

  it('is believed where the passages cannot tell: no larger model is asked, the documents still are', async () => {
    const script: Script = {
      small: { text: "I don't know." },
      large: { text: 'It costs 12.90 EUR [1].' },
      extractive: { text: 'Plan M costs 12.90 EUR a month. [1]' },
    };
    const { written } = await answer(script, ['small', 'large', 'extractive'], {
      judgeDraft: ({ tier }) => (tier === 'small' ? 'unanswerable' : null),
    });
    expect(written).toMatchObject({ servedBy: 'extractive', status: 'complete' });
  });

  it('is the answer when nobody knows', async () => {
    const unknowing = { text: abstention('en') };
    const { seen, written } = await answer({
      small: unknowing,
      large: unknowing,
      extractive: unknowing,
    });
    expect(seen).toEqual([abstention('en')]);
    expect(written.status).toBe('abstained');
  });
});

describe('when every provider is down', () => {
  it('the quotation answers and the answer is marked degraded', async () => {
    const { written } = await answer({
      extractive: { text: 'Plan M costs 12.90 EUR a month. [1]' },
    });
    expect(written).toMatchObject({ status: 'complete', servedBy: 'extractive', degraded: true });
  });
});
