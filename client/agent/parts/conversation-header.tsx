import { ActionIcon, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { ConversationState } from '../../../shared/conversation.ts';
import { stateWords, visitorName } from '../../kit/staff/conversation/hand-off-words.ts';
import { errorWords } from '../../kit/staff/error-words.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { useUser } from '../../kit/staff/session.ts';
import type { AgentClient } from '../client/agent-client.ts';
import type { Connection } from '../client/agent-connection.ts';
import type { Action, OpenState, Problem } from '../client/agent-state.ts';
import { CloseDialog } from './close-dialog.tsx';

interface ConversationHeaderProps {
  client: AgentClient;
  open: Extract<OpenState, { kind: 'open' }>;
  connection: Connection;
}

/** Whose conversation it is and what can be done with it. */
export function ConversationHeader({ client, open, connection }: ConversationHeaderProps) {
  const { userId } = useUser();
  const [asksReason, closing] = useDisclosure(false);
  const { conversation } = open.thread;
  const { state } = conversation;
  const isMine = state.kind === 'agent' && state.agentId === userId;
  const isOffline = connection.kind !== 'online';
  const act = (action: Action) => ({
    loading: open.acting === action,
    disabled: isOffline || (open.acting !== null && open.acting !== action),
  });
  return (
    <header className="agent-head">
      <ActionIcon
        component={Link}
        to="/agent"
        className="agent-back"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label="Back to the inbox"
      >
        <Icon name="back" />
      </ActionIcon>
      <div className="agent-head-title">
        <Title key={conversation.id}>{visitorName(conversation.visitorId)}</Title>
        <p className={`agent-state ${state.kind}`}>
          {stateWords(state, userId)}
          <span className="agent-head-about">
            {conversation.site} · {conversation.locale}
          </span>
        </p>
      </div>
      <div className="agent-head-actions">
        {isMine || state.kind === 'closed' ? null : (
          <Button
            size="sm"
            variant={state.kind === 'queued' ? 'filled' : 'default'}
            leftSection={<Icon name="hand" size={16} />}
            onClick={() => void client.take()}
            {...act('conversation-take')}
          >
            {state.kind === 'queued' ? 'Take' : 'Take over'}
          </Button>
        )}
        {isMine ? (
          <Button
            size="sm"
            variant="default"
            leftSection={<Icon name="undo" size={16} />}
            onClick={() => void client.handBack()}
            {...act('conversation-return')}
          >
            Hand back
          </Button>
        ) : null}
        {state.kind === 'closed' || (state.kind === 'agent' && !isMine) ? null : (
          <Button
            size="sm"
            variant="default"
            leftSection={<Icon name="check" size={16} />}
            onClick={closing.open}
            {...act('conversation-close')}
          >
            Close
          </Button>
        )}
      </div>
      <ProblemLine problem={open.problem} state={state} onDismiss={() => client.dismissProblem()} />
      <CloseDialog
        opened={asksReason}
        onCancel={closing.close}
        onClose={(reason) => {
          closing.close();
          void client.close(reason);
        }}
      />
    </header>
  );
}

/** Takes the focus when the conversation appears, so that a keyboard goes on from here. */
function Title({ children }: { children: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

const problemTitles: Record<Action, string> = {
  'conversation-take': 'Not taken',
  'conversation-return': 'Not handed back',
  'conversation-close': 'Not closed',
  'message-send': 'Not sent',
};

interface ProblemLineProps {
  problem: Problem | null;
  state: ConversationState;
  onDismiss(): void;
}

function ProblemLine({ problem, state, onDismiss }: ProblemLineProps): ReactNode {
  if (problem === null) return null;
  return (
    <div role="alert" className="agent-problem">
      <Icon name="alert" size={16} />
      <p>
        <strong>{problemTitles[problem.action]}.</strong> {problemWords(problem, state)}
      </p>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label="Dismiss" onClick={onDismiss}>
        <Icon name="cross" size={15} />
      </ActionIcon>
    </div>
  );
}

function problemWords({ action, error }: Problem, state: ConversationState): string {
  if (error.code === 'already-taken') {
    const name = state.kind === 'agent' ? state.agentName : 'Another agent';
    return `${name} has this conversation and is connected.`;
  }
  if (error.code === 'not-allowed') return 'You no longer have this conversation.';
  if (action === 'message-send') return `${errorWords(error)} Your text is kept below.`;
  return errorWords(error);
}
