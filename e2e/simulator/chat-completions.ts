import type { ServerResponse } from 'node:http';
import { continueAnswer, type DrawnAnswer, drawAnswer } from './answer.ts';
import { type PreparedAnswer, streamAnswer, usageOf } from './answer-stream.ts';
import type { Billing } from './billing.ts';
import { sendJson, sendProviderError } from './http-body.ts';
import { invent } from './inventions.ts';
import type { PromptCache } from './prompt-cache.ts';
import { readPrompt } from './reading.ts';
import { rewriteMessage } from './rewriting.ts';
import type { ChatMessage, Fault, ModelScript } from './script.ts';
import { countPromptTokens, toPieces } from './tokens.ts';

export interface ChatRequest {
  model: string;
  messages: ChatMessage[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  max_tokens?: number;
  max_completion_tokens?: number;
  logprobs?: boolean;
}

export interface ChatContext {
  script: ModelScript;
  fault: Fault | null;
  billing: Billing;
  promptCache: PromptCache;
  /** Makes the completion's id. */
  nextId(): string;
  gone: AbortSignal;
}

/** Answers one chat completion, streaming or not. Throws AbortError when the client goes away. */
export async function serveChat(
  request: ChatRequest,
  response: ServerResponse,
  context: ChatContext,
): Promise<void> {
  const { script, fault, billing } = context;
  const bill = billing.of(script.id);
  if (refuse(fault, response)) {
    bill.failed += 1;
    return;
  }
  const answer = prepareAnswer(request, context);
  bill.inputTokens += answer.promptTokens;
  bill.cachedInputTokens += answer.cachedTokens;
  if (request.stream) {
    await streamAnswer(answer, {
      response,
      script,
      fault,
      bill,
      includeUsage: request.stream_options?.include_usage === true && script.reportsUsage !== false,
      logProbabilities: request.logprobs === true,
      gone: context.gone,
    });
    return;
  }
  bill.outputTokens += answer.pieces.length;
  bill.completed += 1;
  const message = { role: 'assistant', content: answer.pieces.join('') };
  sendJson(response, 200, {
    id: answer.id,
    object: 'chat.completion',
    created: 0,
    model: script.id,
    choices: [{ index: 0, message, finish_reason: answer.finishReason, logprobs: null }],
    usage: usageOf(answer),
  });
}

/** Answers with an error instead of a completion, where the fault says so. */
function refuse(fault: Fault | null, response: ServerResponse): boolean {
  if (fault?.kind === 'reset') {
    response.socket?.resetAndDestroy();
    return true;
  }
  if (fault?.kind === 'server-error') {
    sendProviderError(response, fault.status ?? 503, 'server_error', 'The server is overloaded.');
    return true;
  }
  if (fault?.kind !== 'rate-limit') return false;
  if (fault.retryAfterMs !== undefined) {
    response.setHeader('retry-after', String(fault.retryAfterMs / 1000));
    response.setHeader('retry-after-ms', String(fault.retryAfterMs));
  }
  sendProviderError(response, 429, 'rate_limit_exceeded', 'Rate limit reached.');
  return true;
}

function prepareAnswer(request: ChatRequest, context: ChatContext): PreparedAnswer {
  const { script, fault } = context;
  const drawn = writeAnswer(request.messages, script, fault);
  const pieces = toPieces(drawn.text);
  const limit = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
  return {
    id: context.nextId(),
    pieces: pieces.slice(0, limit),
    finishReason: pieces.length > limit ? 'length' : 'stop',
    wrong: drawn.wrong,
    promptTokens: countPromptTokens(request.messages),
    cachedTokens: context.promptCache.use(
      script.id,
      request.messages,
      script.promptCacheMinimumTokens ?? 1024,
    ),
  };
}

function writeAnswer(
  messages: ChatMessage[],
  script: ModelScript,
  fault: Fault | null,
): DrawnAnswer {
  if (fault?.kind === 'empty') return { text: '', wrong: false };
  const reading = readPrompt(messages);
  const drawn = rewriteMessage(reading.question, script) ?? drawAnswer(reading, script);
  const text = fault?.kind === 'invent' ? invent(drawn.text, fault.values) : drawn.text;
  if (reading.continueFrom === null) return { text, wrong: drawn.wrong };
  if (fault?.kind === 'echo') return { text: reading.anchor, wrong: false };
  return { text: continueAnswer(text, reading.continueFrom, reading.anchor), wrong: drawn.wrong };
}
