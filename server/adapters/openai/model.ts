import { randomUUID } from 'node:crypto';
import type OpenAI from 'openai';
import { DeskhandError } from '../../errors.ts';
import type {
  FinishReason,
  LanguageModel,
  ModelEvent,
  ModelRequest,
  TokenUsage,
} from '../../ports/language-model.ts';
import { createClient, type Endpoint } from './client.ts';
import { toModelError } from './errors.ts';
import { renderMessages } from './messages.ts';
import { onRequestSent, requestIdHeader } from './request-sent.ts';

/** Where OpenAI-compatible endpoints differ in what they accept. */
export interface RequestOptions {
  /** Asks for usage in the stream. Mistral refuses the field and reports usage unasked. */
  streamUsage: boolean;
  /** Asks for log-probabilities. Anthropic ignores the field; Mistral refuses it. */
  logProbabilities: boolean;
  maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** Absent leaves it to the provider; reasoning models refuse any. */
  temperature?: number | undefined;
}

export interface OpenAiModelOptions extends Endpoint {
  /** Names this model in the ladder. */
  id: string;
  provider: string;
  /** What the endpoint calls it. */
  model: string;
  request?: Partial<RequestOptions>;
}

type Chunk = OpenAI.Chat.ChatCompletionChunk;
type Choice = OpenAI.Chat.ChatCompletionChunk.Choice;
type StreamParams = OpenAI.Chat.ChatCompletionCreateParamsStreaming;

const defaultRequest: RequestOptions = {
  streamUsage: true,
  logProbabilities: true,
  maxTokensField: 'max_tokens',
};

/** A model behind any OpenAI-compatible chat completions endpoint. */
export class OpenAiModel implements LanguageModel {
  readonly id: string;
  readonly provider: string;
  readonly #client: OpenAI;
  readonly #model: string;
  readonly #options: RequestOptions;

  constructor(options: OpenAiModelOptions) {
    this.id = options.id;
    this.provider = options.provider;
    this.#model = options.model;
    this.#client = createClient(options);
    this.#options = { ...defaultRequest, ...options.request };
  }

  async *stream(request: ModelRequest): AsyncGenerator<ModelEvent, void, undefined> {
    const { signal } = request;
    const requestId = randomUUID();
    const stopWaiting = onRequestSent(requestId, () => request.onSent?.());
    try {
      if (signal.aborted) throw new DeskhandError('cancelled');
      const headers = { [requestIdHeader]: requestId };
      const options = { signal, headers };
      const chunks = await this.#client.chat.completions.create(this.#params(request), options);
      yield* this.#readEvents(chunks, signal);
    } catch (error) {
      if (signal.aborted) throw new DeskhandError('cancelled', { cause: signal.reason });
      throw toModelError(error);
    } finally {
      stopWaiting();
    }
  }

  #params({ prompt, continueFrom, maxOutputTokens }: ModelRequest): StreamParams {
    const { streamUsage, logProbabilities, maxTokensField, temperature } = this.#options;
    return {
      model: this.#model,
      messages: renderMessages(prompt, continueFrom),
      stream: true,
      [maxTokensField]: maxOutputTokens,
      ...(streamUsage ? { stream_options: { include_usage: true } } : {}),
      ...(logProbabilities ? { logprobs: true } : {}),
      ...(temperature === undefined ? {} : { temperature }),
    };
  }

  /** The client ends its loop in silence on an abort, and a cut may show as an end: both are told apart here. */
  async *#readEvents(
    chunks: AsyncIterable<Chunk>,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent, void, undefined> {
    const end: { reason: FinishReason | null; usage: TokenUsage | null } = {
      reason: null,
      usage: null,
    };
    try {
      for await (const chunk of chunks) {
        end.usage = readUsage(chunk) ?? end.usage;
        const choice = readChoice(chunk);
        if (choice?.delta?.content) yield readText(choice);
        if (choice?.finish_reason) end.reason = toFinishReason(choice.finish_reason);
        if (signal.aborted) break;
      }
    } catch (error) {
      // After its terminal event an answer is whole, even if the usage that follows got lost.
      if (end.reason === null || signal.aborted) throw error;
    }
    if (signal.aborted) throw new DeskhandError('cancelled', { cause: signal.reason });
    if (end.reason === null) {
      throw new DeskhandError('model-unavailable', {
        message: 'the stream was cut before its terminal event',
        retryable: true,
      });
    }
    yield { type: 'end', finishReason: end.reason, usage: end.usage };
  }
}

function readChoice(chunk: Chunk): Choice | undefined {
  if (!Array.isArray(chunk.choices)) {
    throw new DeskhandError('model-malformed', {
      message: 'an event without choices',
      retryable: true,
    });
  }
  return chunk.choices[0];
}

/** The log-probability is the mean over the event's tokens, as some providers send several at once. */
function readText(choice: Choice): ModelEvent {
  const text = choice.delta.content ?? '';
  const tokens = choice.logprobs?.content ?? [];
  if (tokens.length === 0) return { type: 'text', text };
  const sum = tokens.reduce((total, token) => total + token.logprob, 0);
  return { type: 'text', text, logProbability: sum / tokens.length };
}

function readUsage({ usage }: Chunk): TokenUsage | null {
  if (!usage) return null;
  return {
    inputTokens: usage.prompt_tokens ?? 0,
    cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    outputTokens: usage.completion_tokens ?? 0,
  };
}

function toFinishReason(reason: string): FinishReason {
  if (reason === 'length') return 'length';
  return reason === 'content_filter' ? 'content-filter' : 'stop';
}
