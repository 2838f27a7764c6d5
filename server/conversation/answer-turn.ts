import type { LookUpResult } from '../stages/look-up.ts';
import { type ScreenedMessage, screen } from '../stages/screen.ts';
import { smallTalkKind, smallTalkReply } from '../stages/small-talk.ts';
import { suggestedSources } from '../stages/suggest.ts';
import { welcomeBack } from '../stages/welcome-back.ts';
import { type AskedQuestion, askQuestion, lookUpShared } from './asked-question.ts';
import { conclude, concludeAhead, concludeFailed } from './conclude.ts';
import { Course } from './course.ts';
import { type HandOffReason, handOff } from './hand-off.ts';
import { keepForOthers } from './keep-for-others.ts';
import type { ProducedAnswer } from './produce-answer.ts';
import { produceTogether } from './produce-together.ts';
import { cachedReceipt, plainReceipt, producedReceipt, type ReceiptFacts } from './receipts.ts';
import type { Thread } from './thread-memory.ts';
import { spenderOf, type Turn } from './turn.ts';
import type { TurnComponents } from './turn-components.ts';

/**
 * Answers one admitted message. The customer sees it as events of the conversation, a failure too.
 * Rejects when nothing of it could be stored, whatever the customer was shown.
 */
export async function answerTurn(turn: Turn, components: TurnComponents): Promise<void> {
  const { conversation, message } = turn;
  const screened = screen(message.text);
  const messageId = components.newId();
  const signal = components.inFlight.begin(messageId, conversation.id);
  const course = new Course(turn, messageId, signal, components);
  try {
    if (turn.origin === 'late') {
      await fail(course, screened, components);
      return;
    }
    if (screened.wantsPerson && !(await cameBack(turn, components))) {
      await handOff(conversation.id, 'customer-asked', components);
      return;
    }
    course.begin();
    await answer(course, screened, components);
  } catch (error) {
    // Told is told: what ended for the customer is not ended again as a failure.
    if (course.isOver) throw error;
    if (!signal.aborted)
      components.log.error({ err: error, conversationId: conversation.id }, 'a turn failed');
    await fail(course, screened, components);
  } finally {
    components.inFlight.end(messageId);
  }
}

async function fail(
  course: Course,
  { text }: ScreenedMessage,
  components: TurnComponents,
): Promise<void> {
  const facts = factsOf(course, text, components);
  await concludeFailed(course, plainReceipt(facts, 'system', 'document-question'), components);
}

/** A wish for a person that a person has seen already brings none again. */
async function cameBack({ origin, message }: Turn, { store }: TurnComponents): Promise<boolean> {
  if (origin === 'returned') return true;
  if (origin !== 'recovery') return false;
  const transitions = await store.listTransitions(message.conversationId);
  return transitions.some(({ kind, at }) => kind === 'returned' && at >= message.createdAt);
}

/** The turn's steps in order; retrieve, compose, route, generate and verify are those of `produceAnswer`. */
async function answer(
  course: Course,
  screened: ScreenedMessage,
  components: TurnComponents,
): Promise<void> {
  const { turn } = course;
  const thread = await components.threads.before(turn.message);
  const smallTalk = smallTalkKind(screened.text);
  if (smallTalk !== null)
    return replyAtOnce(course, thread, (locale) => smallTalkReply(smallTalk, locale), components);
  if (screened.wantsPerson) return replyAtOnce(course, thread, welcomeBack, components);

  const asked = await askQuestion(course, screened, thread, components);
  course.lap('contextualise');

  const found = await lookUpShared(asked, turn, components);
  course.lap('lookUp');
  if (found.kind === 'hit') return repeatAnswer(course, asked, found, components);

  const { produced, led } = await produceTogether(course, asked, found, components);
  const { text, status, rejected } = produced.written;
  const handOffReason = status === 'abstained' ? whyPerson(produced, thread) : null;
  const receipt = producedReceipt(
    { ...factsOf(course, asked.standaloneQuestion, components), followUp: asked.followUp },
    produced,
    found,
    {
      led,
      notShared: asked.notShared,
      handOff: handOffReason,
      referenceCostUsd: components.referenceCostUsd({
        inputTokens: Object.values(produced.prompt.tokens).reduce((sum, tokens) => sum + tokens, 0),
        outputTokens: components.tokenizer.count(produced.written.text),
      }),
    },
  );

  if (led) await keepForOthers(asked, found, produced, receipt, components);
  const { limited } = produced;
  const sources = status === 'abstained' ? suggestedSources(produced.suggested) : receipt.citations;
  await conclude(course, thread, { text, status, sources, receipt, limited }, components);
  components.onOutcome({ receipt, spender: spenderOf(turn), rejected });

  if (handOffReason !== null) await handOff(turn.conversation.id, handOffReason, components);
}

/**
 * Step 11: why a person comes after an answer that was none. One may be a question that nobody can answer, and a person is only
 * offered; after the second, or when there is no money for a model that may have known, trying again would not help.
 */
function whyPerson({ route }: ProducedAnswer, thread: Thread): HandOffReason | null {
  if (route.reason === 'budget-exhausted') return 'budget-exhausted';
  return thread.failedInARow >= 1 ? 'answer-failed-twice' : null;
}

async function replyAtOnce(
  course: Course,
  thread: Thread,
  replyIn: (locale: string) => string,
  components: TurnComponents,
): Promise<void> {
  const { message, conversation } = course.turn;
  const text = replyIn(conversation.locale);
  course.show(text);
  const receipt = plainReceipt(factsOf(course, message.text, components), 'system', 'small-talk');
  await conclude(course, thread, { text, status: 'complete', receipt }, components);
}

/** Gives the customer what the caches have, and a sample of such answers to those who check them. */
async function repeatAnswer(
  course: Course,
  asked: AskedQuestion,
  found: Extract<LookUpResult, { kind: 'hit' }>,
  components: TurnComponents,
): Promise<void> {
  const { entry } = found;
  const facts = factsOf(course, asked.standaloneQuestion, components);
  course.show(entry.text);
  const receipt = cachedReceipt(facts, found);
  const withReference = async () => {
    const original = await components.store.getReceipt(entry.messageId).catch(() => null);
    return original === null
      ? receipt
      : { ...receipt, referenceCostUsd: original.referenceCostUsd };
  };
  const conclusion = { text: entry.text, status: 'complete', receipt } as const;
  await concludeAhead(course, asked.thread, conclusion, withReference, components);
  components.observer.offerHit(asked.query, {
    tier: found.exact === 'hit' ? 'exact' : 'semantic',
    taskClass: found.taskClass,
    entry,
    cosine: found.similarity,
    score: found.score,
  });
}

const factsOf = (
  course: Course,
  standaloneQuestion: string,
  { tokenizer }: TurnComponents,
): ReceiptFacts => ({ course, standaloneQuestion, tokenizer: tokenizer.name });
