import { expect, it } from 'vitest';
import { latencyBudgetSchema, useCaseSchema } from '../../shared/admin-figures.ts';
import { readConfig } from '../config.ts';
import { latencyBudgetOf } from './latency-budgets.ts';

it('has a budget for every use case, and holds a chatbot to 1.5 s and 5 s unless told otherwise', () => {
  for (const useCase of useCaseSchema.options)
    expect(latencyBudgetSchema.parse(latencyBudgetOf(useCase))).toMatchObject({ useCase });
  expect(latencyBudgetOf(readConfig({}).useCase)).toEqual({
    useCase: 'interactive-chatbot',
    ttftMs: 1_500,
    totalMs: 5_000,
  });
  expect(latencyBudgetOf(readConfig({ USE_CASE: 'email-generation' }).useCase).totalMs).toBe(8_000);
});
