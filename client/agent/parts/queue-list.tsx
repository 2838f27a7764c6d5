import { Loader } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import type { QueueItem } from '../../../shared/protocol.ts';
import { plainText } from '../../kit/markdown/plain-text.ts';
import { handOffWords, visitorName } from '../../kit/staff/conversation/hand-off-words.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { useUser } from '../../kit/staff/session.ts';
import type { QueueState } from '../client/agent-state.ts';
import { groupQueue, needsReply } from '../client/queue.ts';
import { useNow } from './use-now.ts';
import { waitText } from './wait-text.ts';

interface QueueListProps {
  queue: QueueState;
  openId: string | null;
}

/** Whom the reader is talking to, who waits, and who is with others. */
export function QueueList({ queue, openId }: QueueListProps): ReactNode {
  const { userId } = useUser();
  return (
    <nav className="agent-queue" aria-label="Conversations">
      {openId === null ? <h1 className="staff-hidden">Inbox</h1> : null}
      {queue.kind === 'loading' ? (
        <div className="agent-queue-empty">
          <Loader role="status" size="sm" aria-label="Loading the queue" />
        </div>
      ) : (
        <Groups items={queue.items} userId={userId} openId={openId} />
      )}
    </nav>
  );
}

interface GroupsProps {
  items: readonly QueueItem[];
  userId: string;
  openId: string | null;
}

function Groups({ items, userId, openId }: GroupsProps): ReactNode {
  const { waiting, mine, others } = groupQueue(items, userId);
  return (
    <>
      <Group title="Yours" userId={userId} items={mine} openId={openId} />
      <Group title="Waiting" userId={userId} items={waiting} openId={openId}>
        <p className="agent-queue-empty">
          <Icon name="check" size={20} />
          Nobody is waiting.
          <span>Conversations appear here when a customer needs a person.</span>
        </p>
      </Group>
      <Group title="With others" userId={userId} items={others} openId={openId} />
    </>
  );
}

interface GroupProps {
  title: string;
  userId: string;
  items: readonly QueueItem[];
  openId: string | null;
  /** What to show where there are none; without it, nothing at all. */
  children?: ReactNode;
}

function Group({ title, userId, items, openId, children }: GroupProps): ReactNode {
  const id = useId();
  if (items.length === 0 && children === undefined) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title} <span className="agent-count">{items.length}</span>
      </h2>
      {items.length === 0 ? (
        children
      ) : (
        <ul>
          {items.map((item) => (
            <li key={item.conversation.id}>
              <Line item={item} userId={userId} isOpen={item.conversation.id === openId} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface LineProps {
  item: QueueItem;
  userId: string;
  isOpen: boolean;
}

function Line({ item, userId, isOpen }: LineProps): ReactNode {
  const { conversation, lastText } = item;
  const { id, state, visitorId, lastMessageAt } = conversation;
  const now = useNow();
  const since = state.kind === 'queued' ? state.since : lastMessageAt;
  const waitedMs = now.getTime() - new Date(since).getTime();
  const about = aboutLine(item, userId);
  const isLong = state.kind === 'queued' && waitedMs > 5 * 60_000;
  return (
    <Link
      to={`/agent/${id}`}
      className={`agent-line ${state.kind}`}
      aria-current={isOpen ? 'page' : undefined}
    >
      <span className="agent-line-head">
        <strong>{visitorName(visitorId)}</strong>
        {needsReply(item) ? <span className="agent-needs-reply">Reply</span> : null}
        <time dateTime={since} className={isLong ? 'long' : undefined}>
          {state.kind === 'queued' ? <span className="staff-hidden">waiting </span> : null}
          {waitText(waitedMs)}
        </time>
      </span>
      <span className="agent-line-text">
        {speaker(item, userId)}
        {plainText(lastText) || lastText}
      </span>
      {about === '' ? null : <span className="agent-line-about">{about}</span>}
    </Link>
  );
}

function speaker({ conversation: { state }, lastRole }: QueueItem, userId: string): string {
  if (lastRole === 'assistant') return 'Assistant: ';
  if (lastRole !== 'agent') return '';
  return state.kind === 'agent' && state.agentId === userId ? 'You: ' : 'Agent: ';
}

/** Why somebody waits or who talks to them, and the language where it is not English. */
function aboutLine({ conversation: { state, locale } }: QueueItem, userId: string): string {
  const parts = locale.toLowerCase().startsWith('en') ? [] : [locale];
  if (state.kind === 'queued') parts.unshift(handOffWords(state.reason));
  if (state.kind === 'agent' && state.agentId !== userId) parts.unshift(state.agentName);
  return parts.join(' · ');
}
