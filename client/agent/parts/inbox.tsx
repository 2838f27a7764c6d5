import { notifications } from '@mantine/notifications';
import { type ReactNode, useEffect } from 'react';
import { useParams } from 'react-router';
import type { AgentClient } from '../client/agent-client.ts';
import type { AgentState, OpenState } from '../client/agent-state.ts';
import { waitingNote } from './alert-tools.tsx';
import { ConversationPane } from './conversation-pane.tsx';
import { QueueList } from './queue-list.tsx';

interface InboxProps {
  client: AgentClient;
  state: AgentState;
}

/** The queue, the conversation that the address names, and the receipts of its answers. */
export function Inbox({ client, state }: InboxProps): ReactNode {
  const { conversationId = null } = useParams();
  useEffect(() => {
    client.open(conversationId);
    if (conversationId !== null) notifications.hide(waitingNote(conversationId));
  }, [client, conversationId]);
  // The client follows the address one render later.
  const isOpen = (state.open.kind === 'none' ? null : state.open.conversationId) === conversationId;
  const open: OpenState =
    isOpen || conversationId === null ? state.open : { kind: 'opening', conversationId };
  return (
    <div className={conversationId === null ? 'agent-panes' : 'agent-panes has-conversation'}>
      <QueueList queue={state.queue} openId={conversationId} />
      <ConversationPane key={conversationId} client={client} state={{ ...state, open }} />
    </div>
  );
}
