import type { LatencyBudget, UseCase } from '../../shared/admin-figures.ts';

/** How long answers may take by what they are for, as the article has it. No limit to the first token where nobody watches. */
const budgets: Record<UseCase, Omit<LatencyBudget, 'useCase'>> = {
  'interactive-chatbot': { ttftMs: 1_500, totalMs: 5_000 },
  autocomplete: { ttftMs: 200, totalMs: 500 },
  'batch-processing': { ttftMs: null, totalMs: 30_000 },
  'inline-classification': { ttftMs: 300, totalMs: 1_000 },
  'email-generation': { ttftMs: 2_000, totalMs: 8_000 },
};

export function latencyBudgetOf(useCase: UseCase): LatencyBudget {
  return { useCase, ...budgets[useCase] };
}
