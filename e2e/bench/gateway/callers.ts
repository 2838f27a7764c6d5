import OpenAI from 'openai';
import { gptTokenizer } from '../../../server/adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { settingsInMemory } from '../../../server/adapters/in-process/setting-store.ts';
import { systemClock } from '../../../server/adapters/in-process/system-clock.ts';
import { renderMessages } from '../../../server/adapters/openai/messages.ts';
import { OpenAiModel } from '../../../server/adapters/openai/model.ts';
import type { Prompt } from '../../../server/ports/language-model.ts';
import { extractiveRung, type Rung } from '../../../server/routing/ladder.ts';
import { ProviderGuards } from '../../../server/routing/provider-guards.ts';
import { RouteLearning } from '../../../server/routing/route-learning.ts';
import { StickyModels } from '../../../server/routing/sticky-models.ts';
import { TaskClassifier } from '../../../server/routing/task-classifier.ts';
import { UsageEstimator } from '../../../server/routing/usage-estimator.ts';
import { generate } from '../../../server/stages/generate.ts';
import { chooseRoute, ladderOfTier } from '../../../server/stages/route.ts';

/** Asks once and returns the milliseconds to the first text; reads the answer to its end. */
export type Caller = (prompt: Prompt) => Promise<number>;

const model = 'bench';
const maxOutputTokens = 200;

/** The bare client, with the same messages and parameters. */
export function directCaller(baseUrl: string): Caller {
  const client = new OpenAI({ baseURL: baseUrl, apiKey: 'none', maxRetries: 0 });
  return async (prompt) => {
    const startedMs = performance.now();
    let firstMs = 0;
    const stream = await client.chat.completions.create({
      model,
      messages: renderMessages(prompt),
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: maxOutputTokens,
      logprobs: true,
    });
    for await (const chunk of stream) {
      if (firstMs === 0 && chunk.choices[0]?.delta.content) firstMs = performance.now() - startedMs;
    }
    return firstMs;
  };
}

/** Routing and generation as a turn does them, with everything that gets over failures in place, and what goes before them. */
export function gatewayCaller(baseUrl: string, before?: () => Promise<void>): Caller {
  const rung = benchRung(baseUrl);
  const guards = new ProviderGuards(systemClock);
  const routing = {
    rungs: () => [rung],
    extractive: extractiveRung(rung.model),
    classifier: new TaskClassifier(),
    learning: new RouteLearning(settingsInMemory(), systemClock),
    sticky: new StickyModels(systemClock),
    breakerState: (provider: string) => guards.breakerState(provider),
    random: () => 1,
  };
  const usage = new UsageEstimator(gptTokenizer);
  return async (prompt) => {
    const startedMs = performance.now();
    let firstMs = 0;
    await before?.();
    const promptTokens = Object.values(prompt.tokens).reduce((sum, tokens) => sum + tokens, 0);
    const route = chooseRoute(
      {
        question: prompt.question,
        vector: null,
        conversationId: 'bench',
        promptTokens,
        maxOutputTokens,
        money: 'any',
      },
      routing,
    );
    const { signal } = new AbortController();
    const ladder = ladderOfTier(route, 'small');
    const request = { prompt, ladder, signal, maxOutputTokens, budgetMs: 60_000 };
    for await (const _piece of generate(request, { clock: systemClock, guards, usage })) {
      if (firstMs === 0) firstMs = performance.now() - startedMs;
    }
    return firstMs;
  };
}

/** Never hedges: there is one provider, and the bench is about the way when nothing fails. */
function benchRung(baseUrl: string): Rung {
  return {
    id: model,
    provider: 'simulator',
    tier: 'small',
    model: new OpenAiModel({ id: model, provider: 'simulator', model, baseUrl }),
    prices: { input: 0.15, output: 0.6, cachedInput: 0.075 },
    contextWindow: 128_000,
    limits: { concurrency: 1_000, requestsPerMinute: 1_000_000, tokensPerMinute: 1_000_000_000 },
    timeouts: { firstTokenMs: 30_000, gapMs: 30_000, totalMs: 60_000 },
  };
}
