import { setTimeout as sleep } from 'node:timers/promises';
import { DeskhandError } from '../../errors.ts';
import type { Rung } from '../../routing/ladder.ts';
import { type FailureResponse, respondToFailure } from './failure-response.ts';
import type { AttemptReason } from './generation.ts';
import type { GenerationRun } from './generation-run.ts';
import { ModelCall } from './model-call.ts';

/** A model could not be brought to answer. */
export class OpenFailure extends Error {
  readonly rung: Rung;
  readonly response: FailureResponse;

  constructor(rung: Rung, error: DeskhandError, response: FailureResponse) {
    super(error.message, { cause: error });
    this.rung = rung;
    this.response = response;
  }
}

/**
 * Calls one model until its first text is there, once more where a retry may help. Throws OpenFailure, or DeskhandError
 * `cancelled` when the signal aborts.
 */
export async function openPersistently(
  rung: Rung,
  reason: AttemptReason,
  run: GenerationRun,
  signal: AbortSignal,
): Promise<ModelCall> {
  let retried = false;
  for (;;) {
    try {
      return await openOnce(rung, retried ? 'retry' : reason, run, signal);
    } catch (error) {
      if (!(error instanceof DeskhandError) || signal.aborted) throw error;
      const response = respondToFailure(error, {
        retried,
        waitLeftMs: run.waitLeftMs(),
        retryDelayMs: run.retryDelayMs,
      });
      if (response.kind !== 'retry') throw new OpenFailure(rung, error, response);
      retried = true;
      await sleep(response.afterMs, undefined, { signal });
    }
  }
}

async function openOnce(
  rung: Rung,
  reason: AttemptReason,
  run: GenerationRun,
  signal: AbortSignal,
): Promise<ModelCall> {
  const { guards } = run.dependencies;
  const request = run.modelRequest();
  const tokens = run.dependencies.usage.promptTokens(request) + request.maxOutputTokens;
  const admission = await guards.admit(rung, tokens, run.waitLeftMs(), signal);
  const call = new ModelCall(
    { rung, reason, request, admission, signal, onEnd: run.noteAttempt },
    run.dependencies,
  );
  try {
    await call.open();
    return call;
  } catch (error) {
    const failure = error instanceof DeskhandError ? error : new DeskhandError('model-unavailable');
    if (failure.code === 'model-rate-limited') {
      guards.limits.block(rung.id, failure.retryAfterMs ?? 1000);
    }
    if (failure.code === 'cancelled') call.end(run.stopOutcome(signal));
    else call.end('failed', failure);
    throw failure;
  }
}
