import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { estimateViewSchema } from '../../shared/admin-estimate.ts';
import type { Figures } from '../../shared/admin-figures.ts';
import { parseModels } from '../routing/parse-models.ts';
import { answerEstimate } from './answer-estimate.ts';

const cards = parseModels(readFileSync(new URL('../../models.yaml', import.meta.url), 'utf8'));
const use = (model: string, calls: number) => ({ model, calls });

/** 100 answers: 40 hits, 50 begun with the small model of which 10 were redone, 10 begun with the large one. */
const measured = {
  answers: 100,
  conversations: 50,
  visitors: 25,
  servedBy: { exact: 30, semantic: 10, small: 40, large: 20 },
  promptTokens: { system: 60_000, context: 120_000, summary: 0, history: 6_000, question: 3_000 },
  inputTokens: 200_000,
  cachedInputTokens: 20_000,
  outputTokens: 7_000,
  models: [use('gpt-4o-mini', 50), use('gpt-4o', 20)],
  rates: { 'assumed-resolved': { share: 0.7 } },
  costPerVisitorMonthUsd: 0.004,
} as unknown as Figures;
const nothing = { ...measured, answers: 0, visitors: 0, costPerVisitorMonthUsd: null };

describe('what one user costs a month', () => {
  it('follows from what was measured', () => {
    const view = answerEstimate({}, { figures: measured, cards });
    expect(view?.assumptions).toMatchObject({
      users: 25,
      sessions: 2,
      turns: 2,
      system: 1_000,
      context: 2_000,
      answerCache: 0.4,
      output: 100,
      promptCache: 0.1,
      resolved: 0.7,
    });
    expect(view?.assumptions.small).toBeCloseTo(50 / 60);
    expect(view?.assumptions.escalated).toBeCloseTo(10 / 50);
    expect(view?.measured).toEqual({ visitors: 25, costPerVisitorMonthUsd: 0.004 });
    expect(() => estimateViewSchema.parse(view)).not.toThrow();
  });

  it('rests on assumptions before anything was, and says so', () => {
    const view = answerEstimate({}, { figures: nothing, cards });
    expect(new Set(Object.values(view?.sources ?? {}))).toEqual(new Set(['assumed']));
    expect(view).toMatchObject({ smallModel: 'gpt-4o-mini', largeModel: 'gpt-4o' });
  });

  it('leaves out what was measured where only assumptions are wanted', () => {
    const view = answerEstimate({ basis: 'assumed', turns: 3 }, { figures: measured, cards });
    expect(view?.sources).toMatchObject({ users: 'assumed', turns: 'given' });
  });

  it('takes what is given before what was measured', () => {
    const asked = { users: 7, smallModel: 'claude-3.5-haiku' };
    const view = answerEstimate(asked, { figures: measured, cards });
    expect(view).toMatchObject({ assumptions: { users: 7 }, smallModel: 'claude-3.5-haiku' });
    expect(view?.sources).toMatchObject({ users: 'given', turns: 'live' });
  });

  it('knows no model that is not in the ladder', () => {
    expect(answerEstimate({ largeModel: 'gpt-9' }, { figures: measured, cards })).toBeNull();
  });
});
