import { type ReactNode, useEffect } from 'react';
import type { ChatState, ConversationClient } from '../../kit/conversation-client.ts';
import { useStayAtEnd } from '../../kit/stay-at-end.ts';
import type { ChatItem } from '../chat-items.ts';
import { useLabels } from '../labels/labels-context.ts';
import { AgentMessage } from './agent-message.tsx';
import { Answer } from './answer.tsx';
import { CustomerMessage, UnsentBubble } from './customer-message.tsx';
import { Icon } from './icons.tsx';
import { Thinking } from './thinking.tsx';
import { ThreadNotice } from './thread-notice.tsx';

interface MessageLogProps {
  chat: ConversationClient;
  state: ChatState;
  items: readonly ChatItem[];
  /** What to show while there is no message. */
  children: ReactNode;
}

/** The conversation. Stays at its end while it grows, unless the customer scrolled up to read. */
export function MessageLog({ chat, state, items, children }: MessageLogProps): ReactNode {
  const labels = useLabels();
  const { box, isAtEnd, toEnd, onScroll } = useStayAtEnd();
  const lastSent = items.findLast(({ kind }) => kind === 'unsent')?.key;
  useEffect(() => {
    if (lastSent !== undefined) toEnd();
  }, [lastSent, toEnd]);

  return (
    <div className="log-frame">
      <div
        ref={box}
        className="log"
        role="log"
        aria-live="off"
        aria-label={labels.conversation}
        onScroll={onScroll}
      >
        <div className="lines">
          {children}
          {items.map((item) => (
            <Item key={item.key} item={item} chat={chat} state={state} />
          ))}
          <ThreadNotice state={state} />
        </div>
      </div>
      {isAtEnd ? null : (
        <button type="button" className="to-end" onClick={toEnd}>
          <Icon name="arrow" />
          {labels.newMessages}
        </button>
      )}
    </div>
  );
}

function Item({
  item,
  chat,
  state,
}: {
  item: ChatItem;
  chat: ConversationClient;
  state: ChatState;
}) {
  switch (item.kind) {
    case 'customer':
      return <CustomerMessage message={item.message} />;
    case 'unsent':
      return <UnsentBubble unsent={item.unsent} chat={chat} />;
    case 'agent':
      return <AgentMessage message={item.message} />;
    case 'system':
      return <p className="notice">{item.message.text}</p>;
    case 'thinking':
      return <Thinking />;
    case 'answer':
      return <Answer item={item} chat={chat} state={state} />;
  }
}
