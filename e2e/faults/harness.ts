import { OpenAiModel } from '../../server/adapters/openai/model.ts';
import { makePrompt } from '../../server/ports/language-model.contract.ts';
import type { LanguageModel, ModelEvent, Prompt } from '../../server/ports/language-model.ts';
import { extractiveRung, type Rung } from '../../server/routing/ladder.ts';
import type { ModelTimeouts } from '../../server/routing/model-card.ts';
import { ProviderGuards } from '../../server/routing/provider-guards.ts';
import { UsageEstimator } from '../../server/routing/usage-estimator.ts';
import { generate } from '../../server/stages/generate.ts';
import type {
  GenerateDependencies,
  GeneratedPiece,
  GenerateRequest,
  GenerationResult,
} from '../../server/stages/generation/generation.ts';
import type { ModelAttempt } from '../../shared/receipt.ts';
import type { FaultRule, ModelBill, ModelScript } from '../simulator/script.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { countTokens } from '../simulator/tokens.ts';

export const expressAnswer = 'Express delivery costs 12 euros and takes one working day [1].';
export const quote = 'Our documents say: Express delivery costs 12 euros [1].';

const clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };
const tokenizer = {
  name: 'o200k_base',
  count: countTokens,
  truncate: (text: string) => text,
};

/** Stands in for the extractive answerer, whose own behaviour is tested elsewhere. */
const quoting: LanguageModel = {
  id: 'extractive',
  provider: 'in-process',
  async *stream(): AsyncGenerator<ModelEvent> {
    yield { type: 'text', text: quote };
    yield { type: 'end', finishReason: 'stop', usage: null };
  },
};

export interface Provider {
  name: string;
  simulator: Simulator;
  small: Rung;
  large: Rung;
}

export interface ProviderOptions {
  faults?: FaultRule[];
  script?: Partial<ModelScript>;
  timeouts?: Partial<ModelTimeouts>;
  limits?: Partial<Rung['limits']>;
}

/** What came of one generation, as its reader saw it. */
export interface Observed {
  pieces: string[];
  /** Of each piece; undefined where none was given. */
  logProbabilities: (number | undefined)[];
  text: string;
  result: GenerationResult;
  /** Outcome of each call with its model, in the order they ended. */
  calls: string[];
}

/** Simulated providers and everything that stands between them and an answer, over real HTTP. */
export class Harness {
  readonly guards = new ProviderGuards(clock);
  readonly usage = new UsageEstimator(tokenizer);
  readonly extractive = extractiveRung(quoting);
  readonly noted: ModelAttempt[] = [];
  readonly #providers: Provider[] = [];

  async provider(name: string, options: ProviderOptions = {}): Promise<Provider> {
    const { faults = [], script = {} } = options;
    const models = [`${name}-small`, `${name}-large`].map((id) => ({ id, ...script }));
    const simulator = await startSimulator({ models, faults });
    const rung = (tier: 'small' | 'large'): Rung => this.#rung(name, tier, simulator, options);
    const provider = { name, simulator, small: rung('small'), large: rung('large') };
    this.#providers.push(provider);
    return provider;
  }

  #rung(
    provider: string,
    tier: 'small' | 'large',
    simulator: Simulator,
    { timeouts, limits }: ProviderOptions,
  ): Rung {
    const id = `${provider}-${tier}`;
    const price = tier === 'small' ? 0.15 : 2.5;
    return {
      id,
      provider,
      tier,
      model: new OpenAiModel({ id, provider, model: id, baseUrl: simulator.url }),
      prices: { input: price, output: price * 4, cachedInput: price / 2 },
      contextWindow: 128_000,
      limits: { concurrency: 100, ...limits },
      timeouts: { firstTokenMs: 8_000, gapMs: 8_000, totalMs: 20_000, ...timeouts },
    };
  }

  /** Reads a whole generation. `onText` sees the text so far after every piece. */
  async run(
    ladder: Rung[],
    changes: Partial<GenerateRequest> = {},
    settings: Partial<GenerateDependencies> = {},
    onText: (text: string) => void = () => {},
  ): Promise<Observed> {
    const prompt: Prompt = makePrompt('How much does express delivery cost?');
    const dependencies: GenerateDependencies = {
      clock,
      guards: this.guards,
      usage: this.usage,
      onAttempt: (attempt) => this.noted.push(attempt),
      hedgeAfterMs: 5_000,
      retryDelayMs: 10,
      ...settings,
    };
    const request: GenerateRequest = {
      prompt,
      ladder,
      signal: new AbortController().signal,
      maxOutputTokens: 200,
      budgetMs: 20_000,
      ...changes,
    };
    const generation = generate(request, dependencies);
    const pieces: GeneratedPiece[] = [];
    for (;;) {
      const step = await generation.next();
      if (step.done) return observe(pieces, step.value);
      pieces.push(step.value);
      onText(pieces.map((piece) => piece.text).join(''));
    }
  }

  /** What the providers would charge, in tokens. */
  billed(): Pick<ModelBill, 'inputTokens' | 'outputTokens' | 'cachedInputTokens'> {
    const bills = this.#providers.flatMap((provider) => Object.values(provider.simulator.bill()));
    return sum(bills);
  }

  /** What we say that they charge. */
  accounted(): Pick<ModelBill, 'inputTokens' | 'outputTokens' | 'cachedInputTokens'> {
    return sum(this.noted.filter((attempt) => attempt.tier !== 'extractive'));
  }

  async close(): Promise<void> {
    await Promise.all(this.#providers.map((provider) => provider.simulator.close()));
  }
}

function observe(generated: GeneratedPiece[], result: GenerationResult): Observed {
  const pieces = generated.map((piece) => piece.text);
  const logProbabilities = generated.map((piece) => piece.logProbability);
  const calls = result.attempts.map(
    (attempt) => `${attempt.model} ${attempt.reason} ${attempt.outcome}`,
  );
  return { pieces, logProbabilities, text: pieces.join(''), result, calls };
}

function sum(
  counts: Pick<ModelBill, 'inputTokens' | 'outputTokens' | 'cachedInputTokens'>[],
): Pick<ModelBill, 'inputTokens' | 'outputTokens' | 'cachedInputTokens'> {
  const total = { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0 };
  for (const count of counts) {
    total.inputTokens += count.inputTokens;
    total.outputTokens += count.outputTokens;
    total.cachedInputTokens += count.cachedInputTokens;
  }
  return total;
}
