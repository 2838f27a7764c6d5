import { type ReactNode, useCallback, useId, useState } from 'react';
import type { Message } from '../../../shared/conversation.ts';
import type { ChatState, ConversationClient } from '../../kit/conversation-client.ts';
import { Markdown } from '../../kit/markdown/markdown.tsx';
import type { AnswerItem } from '../chat-items.ts';
import { useLabels } from '../labels/labels-context.ts';
import { fill } from '../labels/load-labels.ts';
import { AnswerActions } from './answer-actions.tsx';
import { Icon } from './icons.tsx';
import { SolvedQuestion } from './solved-question.tsx';
import { citedSources, SourceList } from './source-list.tsx';
import { Thinking } from './thinking.tsx';

interface AnswerProps {
  item: AnswerItem;
  chat: ConversationClient;
  state: ChatState;
}

/** An answer of the assistant, from its first token to its sources and what the customer thinks of it. */
export function Answer({ item, chat, state }: AnswerProps): ReactNode {
  const labels = useLabels();
  if (item.superseded) {
    return (
      <details className="earlier">
        <summary>{labels.earlierAnswer}</summary>
        <AnswerText item={item} />
      </details>
    );
  }
  const isWithAssistant =
    state.kind === 'open' && state.thread.conversation.state.kind === 'assistant';
  return (
    <article className="answer" aria-label={labels.assistant} aria-busy={item.phase === 'writing'}>
      {item.phase === 'writing' && item.text === '' ? <Thinking /> : <AnswerText item={item} />}
      {item.phase === 'writing' ? (
        <button
          type="button"
          className="stop"
          disabled={state.connection.kind !== 'online'}
          onClick={() => void chat.stopAnswer(item.key)}
        >
          <Icon name="stop" />
          {labels.stop}
        </button>
      ) : (
        <>
          <AnswerActions
            message={item.message}
            canRetry={item.latest && isWithAssistant}
            chat={chat}
          />
          {item.latest && isWithAssistant ? (
            <AfterAnswer message={item.message} chat={chat} />
          ) : null}
        </>
      )}
    </article>
  );
}

/** The text with its markers; each opens its source once the sources are there. */
function AnswerText({ item }: { item: AnswerItem }): ReactNode {
  const labels = useLabels();
  const id = useId();
  const [openSource, setOpenSource] = useState<number | null>(null);
  const message = item.phase === 'ended' ? item.message : null;
  const sources = message === null ? [] : citedSources(message);
  const numbers = sources.map(({ number }) => number).join();
  const cite = useCallback(
    (number: number): ReactNode => {
      if (!numbers.split(',').includes(`${number}`)) return <sup className="marker">{number}</sup>;
      const open = () => {
        setOpenSource(number);
        document.getElementById(`${id}-${number}`)?.focus();
      };
      const label = fill(labels.source, { number });
      return (
        <button type="button" className="marker" aria-label={label} onClick={open}>
          {number}
        </button>
      );
    },
    [numbers, id, labels],
  );
  const status = message?.answerStatus;
  return (
    <>
      <div className={item.phase === 'writing' ? 'bubble markdown writing' : 'bubble markdown'}>
        {item.revised ? <p className="tag revised">{labels.revised}</p> : null}
        <Markdown text={item.text} cite={cite} />
        {message?.limited ? <p className="tag">{labels.limited}</p> : null}
        {status === 'failed' ? <p className="tag">{labels.failed}</p> : null}
        {status === 'stopped' ? <p className="tag">{labels.stopped}</p> : null}
      </div>
      {sources.length > 0 ? (
        <>
          {status === 'abstained' ? <p className="tag">{labels.mayHelp}</p> : null}
          <SourceList
            id={id}
            label={status === 'abstained' ? labels.mayHelp : labels.sources}
            sources={sources}
            open={openSource}
            onOpen={setOpenSource}
          />
        </>
      ) : null}
    </>
  );
}

/** What may come next: a person where the answer was none or a limited one, else whether it helped. */
function AfterAnswer({ message, chat }: { message: Message; chat: ConversationClient }): ReactNode {
  const labels = useLabels();
  const status = message.answerStatus ?? 'complete';
  if (status === 'abstained' || status === 'failed' || message.limited) {
    return (
      <div className="after">
        <p>{labels.abstainedOffer}</p>
        <button type="button" className="primary" onClick={() => void chat.requestPerson()}>
          <Icon name="person" />
          {labels.talkToPerson}
        </button>
      </div>
    );
  }
  if (status !== 'complete' || (message.sources ?? []).length === 0) return null;
  return <SolvedQuestion chat={chat} />;
}
