import type { Logger } from 'pino';
import type { RunningDesk } from '../conversation/create-desk.ts';

/** Messages younger than this that were never answered are answered. Milliseconds. */
const recoverWithinMs = 60 * 60_000;

/** How often a node looks for messages that nobody is at, such as those of a node that is gone. Milliseconds. */
const everyMs = 30_000;

/** How soon it looks again when it could not, as customers may wait to be told of a failure. Milliseconds. */
const soonMs = 5_000;

/** A message younger than this may not have been claimed yet by the node that stored it. Milliseconds. */
const settledAfterMs = 15_000;

/** Of messages older than this nobody is told that they will not be answered. Milliseconds. */
const giveUpWithinMs = 30 * 24 * 60 * 60_000;

/** What was given up is looked at again for so long, as storing that may have failed. Milliseconds. */
const lookAgainMs = 10 * 60_000;

/**
 * Answers at once what an earlier process left, and says of what is too old for an answer that there will be none; then looks again
 * and again. Returns the way to stop.
 */
export async function keepRecovering(
  desk: Pick<RunningDesk, 'recover' | 'giveUp'>,
  { isAlone, logger }: { isAlone: boolean; logger: Pick<Logger, 'info' | 'warn'> },
): Promise<() => void> {
  let givenUpUntilMs = Date.now() - giveUpWithinMs;
  const recover = async (youngestMs: number): Promise<void> => {
    const nowMs = Date.now();
    const recovered = await desk.recover({
      sinceMs: nowMs - recoverWithinMs,
      untilMs: nowMs - youngestMs,
    });
    if (recovered > 0) logger.info({ recovered }, 'unanswered messages are answered now');
  };
  const giveUp = async (): Promise<void> => {
    const untilMs = Date.now() - recoverWithinMs;
    const givenUp = await desk.giveUp({ sinceMs: givenUpUntilMs, untilMs });
    givenUpUntilMs = untilMs - lookAgainMs;
    if (givenUp > 0) logger.warn({ givenUp }, 'messages are too old to be answered');
  };
  const warn = (error: unknown) =>
    logger.warn({ err: error }, 'could not look for unanswered messages');
  // What a process that is alone finds at its start is nobody's.
  await recover(isAlone ? 0 : settledAfterMs);
  giveUp().catch(warn);
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const pauseMs = await recover(settledAfterMs)
      .then(giveUp)
      .then(() => everyMs)
      .catch((error) => {
        warn(error);
        return soonMs;
      });
    if (!isStopped) lookAfter(pauseMs);
  };
  const lookAfter = (ms: number): void => {
    timer = setTimeout(look, ms);
    timer.unref();
  };
  lookAfter(everyMs);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
