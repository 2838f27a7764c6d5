import type { EstimateAssumptions } from '../../shared/admin-estimate.ts';
import type { Figures } from '../../shared/admin-figures.ts';
import type { Tier } from '../routing/ladder.ts';

/** Fewest answers before the figures are taken for a rate. */
const leastAnswers = 30;

/**
 * What the figures of a month say of the traffic, its tokens and its savings; empty where too little was answered, and without
 * what nothing was counted of. Whether a large model's call began a turn or redid one is told from the counts: turns that no
 * small model was asked began with the large one.
 */
export function liveRates(
  figures: Figures,
  tierOf: (model: string) => Tier | undefined,
): Partial<EstimateAssumptions> {
  const { answers, conversations, visitors, servedBy, promptTokens } = figures;
  if (answers < leastAnswers || conversations === 0 || visitors === 0) return {};
  const fresh = (servedBy.small ?? 0) + (servedBy.large ?? 0) + (servedBy.extractive ?? 0);
  const hits = (servedBy.exact ?? 0) + (servedBy.semantic ?? 0);
  const calls = (tier: Tier): number =>
    figures.models
      .filter(({ model }) => tierOf(model) === tier)
      .reduce((sum, { calls: count }) => sum + count, 0);
  const smallCalls = calls('small');
  const largeCalls = calls('large');
  const modelCalls = smallCalls + largeCalls;
  const largeFirst = Math.max(0, fresh - smallCalls);
  return {
    users: visitors,
    sessions: conversations / visitors,
    turns: answers / conversations,
    answerCache: part(hits, hits + fresh),
    ...(fresh === 0
      ? {}
      : {
          system: promptTokens.system / fresh,
          context: promptTokens.context / fresh,
          history: (promptTokens.history + promptTokens.summary) / fresh,
          question: promptTokens.question / fresh,
        }),
    ...(modelCalls === 0
      ? {}
      : {
          output: figures.outputTokens / modelCalls,
          small: part(smallCalls, fresh),
          escalated: part(Math.max(0, largeCalls - largeFirst), smallCalls),
          promptCache: part(figures.cachedInputTokens, figures.inputTokens),
        }),
    ...(figures.rates['assumed-resolved'].share === null
      ? {}
      : { resolved: figures.rates['assumed-resolved'].share }),
  };
}

function part(some: number, all: number): number {
  return all === 0 ? 0 : Math.min(1, some / all);
}
