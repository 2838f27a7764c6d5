import type { ReactNode } from 'react';
import type { ConversationState } from '../../../shared/conversation.ts';
import {
  closingWords,
  handOffWords,
  visitorName,
} from '../../kit/staff/conversation/hand-off-words.ts';
import {
  replacedAnswers,
  TranscriptLive,
  TranscriptMessage,
} from '../../kit/staff/conversation/transcript.tsx';
import { Icon } from '../../kit/staff/icon.tsx';
import { useUser } from '../../kit/staff/session.ts';
import { momentText } from '../../kit/staff/words/moments.ts';
import { useStayAtEnd } from '../../kit/stay-at-end.ts';
import type { OpenState } from '../client/agent-state.ts';

interface MessageLogProps {
  open: Extract<OpenState, { kind: 'open' }>;
  selectedId: string | null;
  onSelect(messageId: string, source: number | null): void;
}

/** What was said, down to the answer or reply on its way. Stays at its end unless the agent scrolled up. */
export function MessageLog({ open, selectedId, onSelect }: MessageLogProps): ReactNode {
  const { thread, receipts, reply } = open;
  const { messages, live, conversation } = thread;
  const { userId } = useUser();
  const { box, isAtEnd, toEnd, onScroll } = useStayAtEnd();
  const replaced = replacedAnswers(messages);
  const seenPosition = reply.kind === 'moved-on' ? reply.seenPosition : Number.POSITIVE_INFINITY;
  return (
    <div className="agent-log-frame">
      <div
        ref={box}
        className="agent-log"
        role="log"
        aria-live="off"
        aria-label="Messages"
        onScroll={onScroll}
      >
        <div className="agent-lines">
          <p className="transcript-notice">
            {visitorName(conversation.visitorId)} began this conversation on{' '}
            {momentText(conversation.createdAt)}
          </p>
          {messages.map((message) => (
            <TranscriptMessage
              key={message.id}
              message={message}
              visitorId={conversation.visitorId}
              receipt={receipts[message.id]}
              isSelected={message.id === selectedId}
              isReplaced={replaced.has(message.id)}
              isNew={message.position > seenPosition}
              onSelect={onSelect}
            />
          ))}
          {live.map((answer) => (
            <TranscriptLive key={answer.messageId} answer={answer} />
          ))}
          {reply.kind === 'sending' ? <Sending text={reply.text} /> : null}
          <StateNotice state={conversation.state} userId={userId} />
        </div>
      </div>
      {isAtEnd ? null : (
        <button type="button" className="agent-to-end" onClick={toEnd}>
          <Icon name="arrowDown" size={15} />
          Latest messages
        </button>
      )}
    </div>
  );
}

function Sending({ text }: { text: string }): ReactNode {
  return (
    <article className="transcript-message agent" aria-label="Your reply">
      <p className="transcript-meta">Sending…</p>
      <div className="transcript-bubble replaced">
        <p className="transcript-plain">{text}</p>
      </div>
    </article>
  );
}

function StateNotice({ state, userId }: { state: ConversationState; userId: string }): ReactNode {
  const words = noticeWords(state, userId);
  return words === null ? null : <p className="transcript-notice">{words}</p>;
}

function noticeWords(state: ConversationState, userId: string): string | null {
  switch (state.kind) {
    case 'assistant':
      return null;
    case 'queued':
      return `${handOffWords(state.reason)}: waiting for an agent since ${momentText(state.since)}`;
    case 'agent':
      return state.agentId === userId
        ? 'You have this conversation. The assistant does not answer.'
        : `${state.agentName} has this conversation.`;
    case 'closed': {
      const who = { customer: 'the customer', agent: 'an agent', system: 'the system' }[state.by];
      const how = closingWords[state.reason].toLowerCase();
      return `Closed by ${who} on ${momentText(state.at)}: ${how}`;
    }
  }
}
