import { ActionIcon, Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { QueueItem } from '../../../shared/protocol.ts';
import { handOffWords, visitorName } from '../../kit/staff/conversation/hand-off-words.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { useUser } from '../../kit/staff/session.ts';
import type { QueueState } from '../client/agent-state.ts';
import { playChime } from '../client/chime.ts';
import { groupQueue, needsReply, newlyWaiting } from '../client/queue.ts';

/** Tells of conversations that newly wait: in the page's title, as a note and, if it is switched on, by a sound. */
export function AlertTools({ queue }: { queue: QueueState }): ReactNode {
  const { userId } = useUser();
  const [hasSound, setSound] = useLocalStorage({
    key: 'deskhand.agent.sound',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const navigate = useNavigate();
  useArrivals(queue, (items) => {
    if (hasSound) playChime();
    for (const item of items) announce(item, navigate);
  });
  useEffect(() => {
    document.title = titleOf(queue, userId);
  }, [queue, userId]);
  const label = hasSound
    ? 'Sound for new conversations is on'
    : 'Sound for new conversations is off';
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label="Sound for new conversations"
        aria-pressed={hasSound}
        onClick={() => {
          if (!hasSound) playChime();
          setSound(!hasSound);
        }}
      >
        <Icon name={hasSound ? 'bell' : 'bellOff'} />
      </ActionIcon>
    </Tooltip>
  );
}

/** Those who waited before the page was opened, or while it was not connected, count as new only in the second case. */
function useArrivals(queue: QueueState, onArrival: (items: QueueItem[]) => void): void {
  const before = useRef<readonly QueueItem[] | null>(null);
  useEffect(() => {
    if (queue.kind !== 'ready') return;
    const arrived = before.current === null ? [] : newlyWaiting(before.current, queue.items);
    before.current = queue.items;
    if (arrived.length > 0) onArrival(arrived);
  });
}

/** Id of the note that a conversation waits. */
export function waitingNote(conversationId: string): string {
  return `waiting-${conversationId}`;
}

function announce(item: QueueItem, navigate: (path: string) => void): void {
  const { id, state, visitorId } = item.conversation;
  if (state.kind !== 'queued') return;
  notifications.show({
    id: waitingNote(id),
    color: 'orange',
    title: `${visitorName(visitorId)} is waiting`,
    message: handOffWords(state.reason),
    autoClose: 6_000,
    style: { cursor: 'pointer' },
    onClick: () => {
      notifications.hide(waitingNote(id));
      navigate(`/agent/${id}`);
    },
  });
}

function titleOf(queue: QueueState, userId: string): string {
  if (queue.kind !== 'ready') return 'Inbox · Deskhand';
  const { waiting, mine } = groupQueue(queue.items, userId);
  const count = waiting.length + mine.filter(needsReply).length;
  return count === 0 ? 'Inbox · Deskhand' : `(${count}) Inbox · Deskhand`;
}
