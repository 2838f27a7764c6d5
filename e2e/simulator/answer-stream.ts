import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { hashToUnit } from './random.ts';
import type { Fault, ModelBill, ModelScript } from './script.ts';

/** A completion that is ready to be sent. */
export interface PreparedAnswer {
  id: string;
  pieces: string[];
  finishReason: 'stop' | 'length' | 'content_filter';
  wrong: boolean;
  promptTokens: number;
  cachedTokens: number;
}

export interface StreamOptions {
  response: ServerResponse;
  script: ModelScript;
  fault: Fault | null;
  bill: ModelBill;
  includeUsage: boolean;
  logProbabilities: boolean;
  /** Aborts when the client goes away. */
  gone: AbortSignal;
}

/**
 * Sends an answer as server-sent events at the model's pace, with its fault, and counts on the bill what was produced.
 * Throws AbortError when the client goes away.
 */
export async function streamAnswer(answer: PreparedAnswer, options: StreamOptions): Promise<void> {
  const { response, script, fault, bill, gone } = options;
  const stopAt = fault && 'afterTokens' in fault ? fault.afterTokens : Number.POSITIVE_INFINITY;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.flushHeaders();
  await wait(firstTokenMs(script, fault), gone);
  const startedMs = performance.now();
  for (const [index, piece] of answer.pieces.entries()) {
    if (index >= stopAt && !(await passFault(answer, options))) return;
    await keepPace(startedMs, index, script.tokensPerSecond, gone);
    sendEvent(
      response,
      chunk(answer, script.id, { content: piece }, null, logProbs(options, answer, index)),
    );
    bill.outputTokens += 1;
  }
  if (answer.pieces.length <= stopAt && stopAt !== Number.POSITIVE_INFINITY) {
    if (!(await passFault(answer, options))) return;
  }
  sendEvent(response, chunk(answer, script.id, {}, answer.finishReason));
  if (options.includeUsage) sendEvent(response, usageChunk(answer, script.id));
  response.end('data: [DONE]\n\n');
  bill.completed += 1;
}

/** Lets the fault strike. True when the stream goes on after it. */
async function passFault(answer: PreparedAnswer, options: StreamOptions): Promise<boolean> {
  const { response, fault, bill, gone, script } = options;
  if (fault?.kind === 'silence') {
    await wait(fault.ms ?? Number.POSITIVE_INFINITY, gone);
    return true;
  }
  if (fault?.kind === 'content-filter') {
    sendEvent(response, chunk(answer, script.id, {}, 'content_filter'));
    if (options.includeUsage) sendEvent(response, usageChunk(answer, script.id, fault.afterTokens));
    response.end('data: [DONE]\n\n');
    bill.completed += 1;
    return false;
  }
  bill.failed += 1;
  if (fault?.kind === 'malformed') response.end('data: {"choices": [{"delta": {"conte\n\n');
  else if (fault?.kind === 'error-event') sendLastError(response);
  else if (fault?.kind === 'cut-clean') response.end();
  else {
    // What was sent must leave before the socket is destroyed, else the client gets fewer tokens than were billed.
    await wait(20, gone);
    response.destroy();
  }
  return false;
}

function sendLastError(response: ServerResponse): void {
  response.end(
    `data: ${JSON.stringify({ error: { message: 'The server had an error.', type: 'server_error' } })}\n\n`,
  );
}

function firstTokenMs(script: ModelScript, fault: Fault | null): number {
  if (fault?.kind === 'hang') return Number.POSITIVE_INFINITY;
  return (script.firstTokenMs ?? 0) + (fault?.kind === 'slow-start' ? fault.ms : 0);
}

async function keepPace(
  startedMs: number,
  index: number,
  tokensPerSecond: number | undefined,
  gone: AbortSignal,
): Promise<void> {
  if (tokensPerSecond !== undefined) {
    await wait(startedMs + (index * 1000) / tokensPerSecond - performance.now(), gone);
  } else if (index % 16 === 15) await wait(1, gone);
  gone.throwIfAborted();
}

/** Sleeps; for ever with Infinity. Throws AbortError when the client goes away. */
async function wait(ms: number, gone: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(Math.min(ms, 0x7fff_ffff), undefined, { signal: gone });
}

/** Assured where it is right, hesitant where it is wrong. */
function logProbs(options: StreamOptions, answer: PreparedAnswer, index: number): object | null {
  if (!options.logProbabilities || options.script.logProbabilities === false) return null;
  const noise = hashToUnit(`${answer.pieces[index]}/${index}`);
  const logprob = answer.wrong ? -0.5 - 1.8 * noise : -0.02 - 0.2 * noise;
  return { content: [{ token: answer.pieces[index], logprob, bytes: null, top_logprobs: [] }] };
}

function chunk(
  answer: PreparedAnswer,
  model: string,
  delta: object,
  finishReason: string | null,
  logprobs: object | null = null,
): object {
  const choice = { index: 0, delta, finish_reason: finishReason, logprobs };
  return { id: answer.id, object: 'chat.completion.chunk', created: 0, model, choices: [choice] };
}

function usageChunk(answer: PreparedAnswer, model: string, sentTokens?: number): object {
  const usage = usageOf(answer, sentTokens);
  return { id: answer.id, object: 'chat.completion.chunk', created: 0, model, choices: [], usage };
}

export function usageOf(answer: PreparedAnswer, sentTokens = answer.pieces.length): object {
  return {
    prompt_tokens: answer.promptTokens,
    completion_tokens: Math.min(sentTokens, answer.pieces.length),
    total_tokens: answer.promptTokens + Math.min(sentTokens, answer.pieces.length),
    prompt_tokens_details: { cached_tokens: answer.cachedTokens },
  };
}

function sendEvent(response: ServerResponse, event: object): void {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
}
