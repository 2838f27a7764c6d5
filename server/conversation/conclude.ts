import type { AnswerStatus } from '../../shared/conversation.ts';
import type { Citation, Receipt } from '../../shared/receipt.ts';
import { type AnswerToRecord, answerMessage, record } from '../stages/record.ts';
import type { Course } from './course.ts';
import type { Thread } from './thread-memory.ts';
import type { TurnComponents } from './turn-components.ts';

/** Longest the customer waits for the database before the end of the answer is told. Milliseconds. */
const longestWaitMs = 2_000;

export interface Conclusion {
  text: string;
  status: AnswerStatus;
  receipt: Receipt;
  /** What is shown beneath. Default: what the receipt says that it cites. */
  sources?: Citation[];
  /** It could only quote, because models were out of reach. */
  limited?: boolean;
}

/** Step 10: stores the answer, tells the customer that it is over, and remembers it for the next turn. */
export async function conclude(
  course: Course,
  thread: Thread,
  conclusion: Conclusion,
  components: TurnComponents,
): Promise<void> {
  const answer = answerOf(course, conclusion);
  const recording = record(answer, recordComponents(components));
  const stored = await Promise.race([recording, giveUpAfter(longestWaitMs)]);
  await course.end(stored ?? answerMessage(answer));
  const { followUp, standaloneQuestion } = conclusion.receipt;
  const asked = followUp?.by === 'model' ? standaloneQuestion : null;
  components.threads.remember(thread, [course.turn.message, await recording], asked);
}

/** The same the other way round, for an answer that is known to be good: the customer does not wait for the database. */
export async function concludeAhead(
  course: Course,
  thread: Thread,
  conclusion: Conclusion,
  finalReceipt: () => Promise<Receipt>,
  components: TurnComponents,
): Promise<void> {
  const answer = answerOf(course, conclusion);
  await course.end(answerMessage(answer));
  const stored = await record(
    { ...answer, receipt: await finalReceipt() },
    recordComponents(components),
  );
  components.threads.remember(thread, [course.turn.message, stored]);
}

/** Tells the customer that no answer came about, or no more of it; they can ask for another try. */
export async function concludeFailed(
  course: Course,
  receipt: Receipt,
  components: TurnComponents,
): Promise<void> {
  const status = course.signal.aborted ? 'stopped' : 'failed';
  const answer = answerOf(course, { text: course.shown, status, receipt });
  await course.end(answerMessage(answer));
  await record(answer, recordComponents(components));
}

const answerOf = (course: Course, conclusion: Conclusion): AnswerToRecord => ({
  messageId: course.messageId,
  conversationId: course.turn.conversation.id,
  question: course.turn.message,
  limited: false,
  sources: conclusion.receipt.citations,
  ...conclusion,
});

const recordComponents = ({ store, onReceipt, log }: TurnComponents) => ({
  store,
  onReceipt,
  onRetry: (error: unknown) =>
    log.warn({ err: error }, 'an answer was not stored and is tried again'),
});

function giveUpAfter(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}
