import type { Rung } from '../../routing/ladder.ts';
import type { AttemptReason } from './generation.ts';
import type { GenerationRun } from './generation-run.ts';
import type { ModelCall } from './model-call.ts';
import { OpenFailure, openPersistently } from './persistent-open.ts';

interface Contender {
  opened: Promise<ModelCall>;
  /** Ends its call, open or not, as the loser. */
  lose(): void;
}

/**
 * Opens a call to a model. When it has no first token in time, a model of a different provider is asked as well; the
 * first to answer wins, the other is cancelled and billed. Throws OpenFailure of the first where both fail.
 */
export async function openWithHedge(
  primary: Rung,
  reason: AttemptReason,
  run: GenerationRun,
): Promise<ModelCall> {
  const first = contend(primary, reason, run);
  if (!(await isSlow(first.opened, run.hedgeAfterMs))) return first.opened;
  const beside = primary.tier === 'extractive' ? undefined : run.walk.nextBeside(primary);
  if (!beside) return first.opened;
  const second = contend(beside, 'hedge', run);
  for (const contender of [first, second]) {
    contender.opened.catch((error: unknown) => {
      if (error instanceof OpenFailure) run.walk.fail(error.rung);
    });
  }
  try {
    const winner = await Promise.any([first.opened, second.opened]);
    (winner.rung === primary ? second : first).lose();
    return winner;
  } catch {
    // Both failed; the first says why the walk goes on.
    return first.opened;
  }
}

function contend(rung: Rung, reason: AttemptReason, run: GenerationRun): Contender {
  const abort = new AbortController();
  const signal = AbortSignal.any([run.signal, abort.signal]);
  const opened = openPersistently(rung, reason, run, signal);
  return {
    opened,
    lose: () => {
      abort.abort('hedge-lost');
      opened.then(
        (call) => call.end('hedge-lost'),
        () => {},
      );
    },
  };
}

async function isSlow(opened: Promise<unknown>, afterMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, afterMs, true);
  });
  const settled = opened.then(
    () => false,
    () => false,
  );
  const slow = await Promise.race([settled, late]);
  clearTimeout(timer);
  return slow;
}
