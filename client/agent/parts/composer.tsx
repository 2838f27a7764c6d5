import { Button, Kbd, Textarea } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { maxMessageCharacters } from '../../../shared/limits.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { useUser } from '../../kit/staff/session.ts';
import { counted } from '../../kit/staff/words/numbers.ts';
import type { AgentClient } from '../client/agent-client.ts';
import type { Connection } from '../client/agent-connection.ts';
import type { OpenState } from '../client/agent-state.ts';

interface ComposerProps {
  client: AgentClient;
  open: Extract<OpenState, { kind: 'open' }>;
  connection: Connection;
}

/** Where the agent replies, once the conversation is theirs. */
export function Composer(props: ComposerProps): ReactNode {
  const { userId } = useUser();
  const { state } = props.open.thread.conversation;
  if (state.kind === 'agent' && state.agentId === userId) return <ReplyForm {...props} />;
  return <p className="agent-composer-closed">{whyNot(state.kind)}</p>;
}

function whyNot(kind: 'assistant' | 'queued' | 'agent' | 'closed'): string {
  switch (kind) {
    case 'assistant':
      return 'The assistant is answering. Take over to reply yourself.';
    case 'queued':
      return 'Take this conversation to reply.';
    case 'agent':
      return 'Another agent is replying. You can read along.';
    case 'closed':
      return 'This conversation is closed. It opens again when the customer writes.';
  }
}

/** From how many characters before the limit on the agent is told. */
const warnBefore = 400;

/** Enter sends, Shift and Enter makes a new line. */
function ReplyForm({ client, open, connection }: ComposerProps): ReactNode {
  const { draft, reply } = open;
  const hintId = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => input.current?.focus(), []);
  const left = maxMessageCharacters - draft.trim().length;
  const isOnline = connection.kind === 'online';
  const canSend = draft.trim() !== '' && left >= 0 && isOnline && reply.kind !== 'sending';
  const send = () => {
    if (canSend) void client.send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="agent-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {reply.kind === 'moved-on' ? (
        <div role="alert" className="agent-moved-on">
          <Icon name="alert" size={16} />
          <p>
            <strong>Not sent yet.</strong> There is something new above that you had not seen. Read
            it, change your reply if you like, and send it again.
          </p>
        </div>
      ) : null}
      <Textarea
        ref={input}
        aria-label="Your reply"
        aria-describedby={hintId}
        placeholder="Write your reply"
        autosize
        minRows={2}
        maxRows={10}
        variant="unstyled"
        error={left < 0}
        value={draft}
        onChange={(event) => client.write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className="agent-composer-foot">
        <p id={hintId} className={left < 0 ? 'over' : undefined}>
          {left < 0 ? `${counted(-left, 'character')} too many` : null}
          {left >= 0 && left <= warnBefore ? `${counted(left, 'character')} left` : null}
          {left > warnBefore ? (
            <span className="agent-composer-hint">
              <Kbd size="xs">Enter</Kbd> sends, <Kbd size="xs">Shift + Enter</Kbd> makes a new line
            </span>
          ) : null}
        </p>
        <Button
          type="submit"
          size="sm"
          disabled={!canSend}
          leftSection={<Icon name="send" size={16} />}
        >
          {reply.kind === 'moved-on' ? 'Send anyway' : 'Send'}
        </Button>
      </div>
    </form>
  );
}
