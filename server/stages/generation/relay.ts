import { DeskhandError } from '../../errors.ts';
import { ContinuationJoin, RestartedAnswer } from './continuation-join.ts';
import type { GeneratedPiece } from './generation.ts';
import type { GenerationRun } from './generation-run.ts';
import type { ModelCall } from './model-call.ts';

/** How a call that had begun to answer ended. */
export type Ending =
  | { kind: 'complete' | 'truncated' | 'refused' | 'empty' | 'stopped' | 'out-of-time' }
  /** Stalled, cut, or told anew instead of continued. */
  | { kind: 'cut'; error: DeskhandError };

/** Passes a call's text on, joined to what was shown before, and closes the call's account. */
export async function* relay(
  call: ModelCall,
  run: GenerationRun,
): AsyncGenerator<GeneratedPiece, Ending> {
  const before = run.shown;
  const join = new ContinuationJoin(before);
  try {
    for (;;) {
      const event = await call.next();
      const text = event.type === 'text' ? join.push(event.text) : join.flush();
      if (text !== '') {
        run.shown += text;
        yield event.type === 'text' && event.logProbability !== undefined
          ? { text, logProbability: event.logProbability }
          : { text };
      }
      if (event.type !== 'end') continue;
      if (addsNothing(before, run)) throw new UnfinishedContinuation();
      return endOf(event.finishReason, call, run);
    }
  } catch (error) {
    return interrupt(error, call, run, before);
  } finally {
    // Reached with the call still open only when the reader went away.
    call.end('stopped');
  }
}

/** A continuation that only said the last words again, in the middle of a sentence. */
class UnfinishedContinuation extends Error {}

function addsNothing(before: string, run: GenerationRun): boolean {
  return before !== '' && run.shown === before && !/[.!?…:)\]"”]\s*$/.test(before);
}

function endOf(
  finishReason: 'stop' | 'length' | 'content-filter',
  call: ModelCall,
  run: GenerationRun,
): Ending {
  if (finishReason === 'content-filter') {
    call.end('rejected', new DeskhandError('model-refused'));
    return { kind: 'refused' };
  }
  if (run.shown.trim() === '') {
    call.end('rejected');
    return { kind: 'empty' };
  }
  call.end('used');
  return { kind: finishReason === 'length' ? 'truncated' : 'complete' };
}

function interrupt(thrown: unknown, call: ModelCall, run: GenerationRun, before: string): Ending {
  const outcome = run.shown === before ? 'failed' : 'partly-used';
  if (run.stopped) {
    call.end('stopped');
    return { kind: 'stopped' };
  }
  if (run.outOfTime) {
    call.end(outcome, new DeskhandError('cancelled', { cause: thrown }));
    return { kind: 'out-of-time' };
  }
  if (thrown instanceof RestartedAnswer || thrown instanceof UnfinishedContinuation) {
    call.end('rejected');
    return { kind: 'cut', error: new DeskhandError('model-malformed', { cause: thrown }) };
  }
  const error =
    thrown instanceof DeskhandError
      ? thrown
      : new DeskhandError('model-unavailable', { cause: thrown, retryable: true });
  call.end(outcome, error);
  return { kind: 'cut', error };
}
