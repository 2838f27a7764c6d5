import { describe, expect, it } from 'vitest';
import { passageOf } from '../knowledge/retrieval/passages.testing.ts';
import { isAbstention } from '../quality/abstention.ts';
import type { RouteReason } from '../stages/route.ts';
import { type ProductionComponents, produceAnswer } from './produce-answer.ts';
import type { DraftTier } from './write-answer.ts';

const passage = passageOf('plans.1', 'Plans', 'Plan M costs 12.90 EUR a month.');
const retrieval = {
  passages: [passage],
  evidence: [],
  source: 'lexical',
  degraded: false,
  indexVersion: 1,
  answerable: 1,
};

/** Models of the named tiers answer; the others are down. Quoting always works. */
async function produced(up: DraftTier[], reason: RouteReason, text = 'It costs 12.90 EUR [1].') {
  const tiers: DraftTier[] =
    reason === 'budget-exhausted' ? ['extractive'] : ['small', 'large', 'extractive'];
  const components = {
    read: async (_question: string, found: typeof retrieval) => found,
    template: () => ({ version: 'test', system: '' }),
    tokenBudget: { system: 100, context: 100, summary: 100, history: 100, question: 100 },
    tokenizer: { name: 'none', count: () => 1, truncate: (whole: string) => whole },
    route: async () => ({ tiers, reason }),
    async *generate(tier: DraftTier) {
      const isUp = tier === 'extractive' || up.includes(tier);
      if (isUp) yield { text };
      return {
        outcome: isUp ? 'complete' : 'failed',
        servedBy: isUp ? { model: tier, provider: 'test', tier } : null,
        attempts: [],
      };
    },
    judgeDraft: (draft: { text: string }) => (isAbstention(draft.text) ? 'abstained' : null),
    gateMs: 1,
  } as unknown as ProductionComponents;
  return produceAnswer(
    {
      messageId: 'm',
      conversationId: 'c',
      money: 'any',
      locale: 'en',
      site: 'default',
      question: 'What does M cost?',
      standaloneQuestion: 'What does M cost?',
      history: [],
      vector: null,
      search: async () => ({ retrieval, fromFragments: false }) as never,
      signal: new AbortController().signal,
      onStage: () => {},
    },
    () => {},
    components,
  );
}

describe('an answer', () => {
  it('is limited when every model is down', async () => {
    const answer = await produced([], 'cheapest-sufficient');
    expect(answer).toMatchObject({ limited: true, degraded: true });
    expect(answer.written).toMatchObject({ status: 'complete', servedBy: 'extractive' });
  });

  it('is limited when there is no money for a model', async () => {
    expect(await produced(['small', 'large'], 'budget-exhausted')).toMatchObject({ limited: true });
  });

  it('is not limited when another model stood in for one that is down', async () => {
    expect(await produced(['large'], 'cheapest-sufficient')).toMatchObject({
      limited: false,
      degraded: true,
    });
  });

  it('is not limited when the models would not do', async () => {
    const answer = await produced(['small', 'large'], 'cheapest-sufficient', 'It costs 13 EUR.');
    expect(answer.written.servedBy).toBe('extractive');
    expect(answer).toMatchObject({ limited: false });
  });
});
