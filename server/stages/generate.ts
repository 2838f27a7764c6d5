import type { Rung } from '../routing/ladder.ts';
import type {
  AttemptReason,
  GenerateDependencies,
  GeneratedPiece,
  GenerateRequest,
  GenerationResult,
} from './generation/generation.ts';
import { GenerationRun } from './generation/generation-run.ts';
import { openWithHedge } from './generation/hedge.ts';
import type { ModelCall } from './generation/model-call.ts';
import { OpenFailure } from './generation/persistent-open.ts';
import { type Ending, relay } from './generation/relay.ts';

/**
 * Streams an answer from the first model of the ladder that gives one, and gets over what fails on the way: busy and
 * failing providers, slow first tokens, stalls and cuts. What was yielded is never taken back nor told again.
 * Throws nothing; the outcome says how it ended, and `attempts` accounts for every call.
 */
export async function* generate(
  request: GenerateRequest,
  dependencies: GenerateDependencies,
): AsyncGenerator<GeneratedPiece, GenerationResult> {
  const run = new GenerationRun(request, dependencies);
  let rung = run.walk.next();
  let reason: AttemptReason = request.reason ?? 'routed';
  let lastEnding: Ending['kind'] | null = null;
  let servedBy: Rung | null = null;
  try {
    while (rung) {
      const call = await openSomehow(rung, reason, run);
      if (!call) break;
      const ending: Ending = yield* relay(call, run);
      lastEnding = ending.kind;
      if (run.shown !== '') servedBy = call.rung;
      const next = nextStep(ending, call.rung, run);
      if (!next) break;
      ({ rung, reason } = next);
    }
    return run.finish(outcomeOf(lastEnding, run), servedBy);
  } finally {
    run.close();
  }
}

interface Step {
  rung: Rung | undefined;
  reason: AttemptReason;
}

/** What follows an ending; null when the generation is over. */
function nextStep(ending: Ending, rung: Rung, run: GenerationRun): Step | null {
  if (ending.kind === 'cut' && run.shown !== '') {
    run.walk.cutOff(rung);
    run.renewWaitBudget();
    return { rung: run.walk.nextToContinue(), reason: 'continue' };
  }
  if (ending.kind === 'cut') {
    run.walk.fail(rung);
    return stepTo(run.walk.next(), 'next-provider');
  }
  if (run.shown !== '' || ending.kind === 'stopped') return null;
  if (ending.kind === 'out-of-time') run.forgetDeadline();
  else run.walk.escalateFrom(rung);
  return rung.tier === 'extractive' ? null : stepTo(run.walk.next(), 'escalate');
}

function stepTo(rung: Rung | undefined, reason: AttemptReason): Step {
  return { rung, reason: rung?.tier === 'extractive' ? 'fallback' : reason };
}

/** Opens a call to this model or, where it fails, to the next ones. Null when stopped or when there is none left. */
async function openSomehow(
  first: Rung,
  firstReason: AttemptReason,
  run: GenerationRun,
): Promise<ModelCall | null> {
  let step: Step = stepTo(first, firstReason);
  while (step.rung && !run.stopped) {
    try {
      return await openWithHedge(step.rung, step.reason, run);
    } catch (error) {
      if (run.stopped) return null;
      step = afterFailedOpening(error, step.rung, run);
    }
  }
  return null;
}

function afterFailedOpening(error: unknown, rung: Rung, run: GenerationRun): Step {
  const continues = run.shown !== '';
  if (run.outOfTime) {
    if (continues || rung.tier === 'extractive') return { rung: undefined, reason: 'continue' };
    run.forgetDeadline();
    return stepTo(run.walk.next(), 'fallback');
  }
  if (rung.tier === 'extractive') return { rung: undefined, reason: 'fallback' };
  const refused = error instanceof OpenFailure && error.response.kind === 'larger-model';
  if (refused) run.walk.escalateFrom(rung);
  else run.walk.fail(rung);
  if (continues) return { rung: run.walk.nextToContinue(), reason: 'continue' };
  return stepTo(run.walk.next(), refused ? 'escalate' : 'next-provider');
}

function outcomeOf(last: Ending['kind'] | null, run: GenerationRun): GenerationResult['outcome'] {
  if (run.stopped && last !== 'complete') return 'stopped';
  if (last === null || last === 'cut') return 'failed';
  if (last === 'out-of-time') return run.shown === '' ? 'failed' : 'truncated';
  return last;
}
