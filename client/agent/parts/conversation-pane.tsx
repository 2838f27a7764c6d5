import { Button, Center, Loader } from '@mantine/core';
import { type ReactNode, useCallback, useState } from 'react';
import { Link } from 'react-router';
import type { Receipt } from '../../../shared/receipt.ts';
import { errorWords } from '../../kit/staff/error-words.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import type { AgentClient } from '../client/agent-client.ts';
import type { AgentState, OpenState } from '../client/agent-state.ts';
import { Composer } from './composer.tsx';
import { ConversationHeader } from './conversation-header.tsx';
import { MessageLog } from './message-log.tsx';
import { ReceiptPane } from './receipt-pane.tsx';

interface ConversationPaneProps {
  client: AgentClient;
  state: AgentState;
}

/** The conversation on the screen, or why there is none. */
export function ConversationPane({ client, state }: ConversationPaneProps): ReactNode {
  const { open } = state;
  switch (open.kind) {
    case 'none':
      return (
        <div className="agent-none">
          <Icon name="inbox" size={36} />
          <h2>Inbox</h2>
          <p>Choose a conversation to read it, take it over and reply.</p>
        </div>
      );
    case 'opening':
      return (
        <Center className="agent-none">
          <Loader role="status" aria-label="Opening the conversation" />
        </Center>
      );
    case 'failed':
      return (
        <div className="agent-none" role="alert">
          <Icon name="alert" size={36} />
          <h1>This conversation cannot be opened</h1>
          <p>
            {open.error.code === 'not-found'
              ? 'There is no such conversation, or it was deleted.'
              : errorWords(open.error)}
          </p>
          {open.error.code === 'not-found' ? (
            <Button component={Link} to="/agent" variant="default">
              Back to the inbox
            </Button>
          ) : (
            <Button variant="default" onClick={() => client.retryOpen()}>
              Try again
            </Button>
          )}
        </div>
      );
    case 'open':
      return <OpenConversation client={client} state={state} open={open} />;
  }
}

interface Selection {
  messageId: string;
  source: number | null;
}

interface OpenConversationProps extends ConversationPaneProps {
  open: Extract<OpenState, { kind: 'open' }>;
}

function OpenConversation({ client, state, open }: OpenConversationProps): ReactNode {
  const [selection, setSelection] = useState<Selection | null>(null);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const onSelect = useCallback((messageId: string, source: number | null) => {
    setSelection({ messageId, source });
    setPanelOpen(true);
  }, []);
  const shown = receiptFor(open, selection);
  return (
    <>
      <section className="agent-conversation" aria-label="Conversation">
        <ConversationHeader client={client} open={open} connection={state.connection} />
        <MessageLog open={open} selectedId={shown?.messageId ?? null} onSelect={onSelect} />
        <Composer client={client} open={open} connection={state.connection} />
      </section>
      <ReceiptPane
        receipt={shown}
        source={selection?.messageId === shown?.messageId ? (selection?.source ?? null) : null}
        isOpen={isPanelOpen}
        onClose={() => setPanelOpen(false)}
      />
    </>
  );
}

/** The one that was asked for, else that of the newest answer. */
function receiptFor(
  { thread, receipts }: OpenConversationProps['open'],
  selection: Selection | null,
): Receipt | null {
  const chosen = selection === null ? undefined : receipts[selection.messageId];
  if (chosen !== undefined) return chosen;
  const newest = thread.messages.findLast(({ id }) => receipts[id] !== undefined);
  return newest === undefined ? null : (receipts[newest.id] ?? null);
}
