import type { LookUpResult } from '../stages/look-up.ts';
import type { AskedQuestion } from './asked-question.ts';
import type { Course } from './course.ts';
import { type ProducedAnswer, produceAnswer } from './produce-answer.ts';
import { sharedKey } from './sharing.ts';
import { spenderOf } from './turn.ts';
import type { TurnComponents } from './turn-components.ts';

/** Steps 5 to 9, once for all who ask the same at the same time. `led` is false where another's production was shared. */
export async function produceTogether(
  course: Course,
  asked: AskedQuestion,
  found: LookUpResult,
  components: TurnComponents,
): Promise<{ produced: ProducedAnswer; led: boolean }> {
  const { conversation, origin } = course.turn;
  const allowance = components.allowance(spenderOf(course.turn));
  const vector = await asked.vector();
  course.lap('embed');
  const shared = origin === 'retry' ? null : sharedKey(asked.query, found);
  // Whose money is used up leads nobody who has some, and is not led past their own limit.
  const money = await allowance;
  const flightKey = shared === null ? course.messageId : `${shared}@${money}`;
  const { value: produced, led } = await components.flights.join(flightKey, {
    signal: course.signal,
    receive: (event) => (event.type === 'text' ? course.show(event.text) : course.revise()),
    lead: (emit, shown) => {
      if (shown.length > 0) emit({ type: 'revise' });
      return produceAnswer(
        {
          messageId: course.messageId,
          conversationId: conversation.id,
          money,
          locale: conversation.locale,
          site: conversation.site,
          question: asked.text,
          standaloneQuestion: asked.standaloneQuestion,
          // What others may be given rests on the question alone: nothing of this conversation can get into it.
          history: asked.notShared === null ? [] : asked.thread.history,
          vector,
          search: asked.search,
          signal: course.signal,
          onStage: (stage) => course.lap(stage),
        },
        emit,
        components,
      );
    },
  });
  return { produced, led };
}
