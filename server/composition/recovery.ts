import type { Logger } from 'pino';
import type { RunningDesk } from '../conversation/create-desk.ts';

/** Messages younger than this that were never answered are answered. Milliseconds. */
const recoverWithinMs = 60 * 60_000;

/** How often a node looks for messages that nobody is at, such as those of a node that is gone. Milliseconds. */
const everyMs = 30_000;

/** A message younger than this may not have been claimed yet by the node that stored it. Milliseconds. */
const settledAfterMs = 15_000;

/** Answers at once what an earlier process left, then looks again and again. Returns the way to stop. */
export async function keepRecovering(
  desk: Pick<RunningDesk, 'recover'>,
  { isAlone, logger }: { isAlone: boolean; logger: Logger },
): Promise<() => void> {
  const recover = async (youngestMs: number): Promise<void> => {
    const nowMs = Date.now();
    const recovered = await desk.recover({
      sinceMs: nowMs - recoverWithinMs,
      untilMs: nowMs - youngestMs,
    });
    if (recovered > 0) logger.info({ recovered }, 'unanswered messages are answered now');
  };
  // What a process that is alone finds at its start is nobody's.
  await recover(isAlone ? 0 : settledAfterMs);
  const timer = setInterval(() => {
    recover(settledAfterMs).catch((error: unknown) =>
      logger.warn({ err: error }, 'could not look for unanswered messages'),
    );
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
