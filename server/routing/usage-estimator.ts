import type { ModelRequest, TokenUsage } from '../ports/language-model.ts';
import type { Tokenizer } from '../ports/tokenizer.ts';

/** Weight of the newest observation in a model's running ratios. */
const learningRate = 0.1;
/** Tokens that frame one chat message, and the words that ask to go on. */
const messageTokens = 4;
const continuationTokens = 50;

interface Ratios {
  input: number;
  output: number;
  cachedShare: number;
}

type EstimatedRequest = Pick<ModelRequest, 'prompt' | 'continueFrom'>;

/**
 * Counts the tokens of calls that report none: cancelled hedges, cut streams, providers without usage. Learns per model
 * how its counts differ from our tokenizer's, and how much of its input its cache holds, from the calls that do report.
 */
export class UsageEstimator {
  readonly #tokenizer: Tokenizer;
  readonly #ratios = new Map<string, Ratios>();

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  /** Usage of a call that was accepted and sent `text` before it ended. */
  estimate(modelId: string, request: EstimatedRequest, text: string): TokenUsage {
    const ratios = this.#ratios.get(modelId) ?? { input: 1, output: 1, cachedShare: 0 };
    const inputTokens = Math.round(this.promptTokens(request) * ratios.input);
    return {
      inputTokens,
      cachedInputTokens: Math.round(inputTokens * ratios.cachedShare),
      outputTokens: Math.round(this.#tokenizer.count(text) * ratios.output),
    };
  }

  /** Learns from a call that reported its usage. */
  observe(modelId: string, request: EstimatedRequest, text: string, usage: TokenUsage): void {
    const written = this.#tokenizer.count(text);
    const seen: Ratios = {
      input: usage.inputTokens / Math.max(1, this.promptTokens(request)),
      output: written === 0 ? 1 : usage.outputTokens / written,
      cachedShare: usage.cachedInputTokens / Math.max(1, usage.inputTokens),
    };
    const known = this.#ratios.get(modelId) ?? seen;
    const blend = (key: keyof Ratios): number =>
      known[key] + learningRate * (seen[key] - known[key]);
    this.#ratios.set(modelId, {
      input: blend('input'),
      output: blend('output'),
      cachedShare: blend('cachedShare'),
    });
  }

  /** The prompt by our own count. */
  promptTokens({ prompt, continueFrom }: EstimatedRequest): number {
    const parts = Object.values(prompt.tokens).reduce((sum, tokens) => sum + tokens, 0);
    const resumed = continueFrom ? this.#tokenizer.count(continueFrom) + continuationTokens : 0;
    return parts + 2 * messageTokens + resumed;
  }
}
