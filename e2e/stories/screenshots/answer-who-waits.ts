import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type {
  Ack,
  AgentToServerEvents,
  ConversationSync,
  ServerToAgentEvents,
} from '../../../shared/protocol.ts';
import type { SignedIn } from '../fixtures/staff.ts';

const reply = 'Thank you for your patience, I have looked into it and written to you by e-mail.';

/** An agent takes every conversation that waits, replies and closes it as solved. */
export async function answerWhoWaits(url: string, agent: SignedIn): Promise<void> {
  const cookie = agent.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const socket: Socket<ServerToAgentEvents, AgentToServerEvents> = io(`${url}/agent`, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie },
  });
  try {
    for (const { conversation } of granted(await socket.emitWithAck('queue-watch', {}))) {
      const { id: conversationId } = conversation;
      const opened = granted(await socket.emitWithAck('conversation-open', { conversationId }));
      granted(await socket.emitWithAck('conversation-take', { conversationId }));
      granted(
        await socket.emitWithAck('message-send', {
          conversationId,
          clientMessageId: randomUUID(),
          text: reply,
          lastPosition: lastPositionOf(opened.sync),
        }),
      );
      const closing = { conversationId, reason: 'solved' } as const;
      granted(await socket.emitWithAck('conversation-close', closing));
      // The server lets nobody do more than twenty things a second.
      await setTimeout(400);
    }
  } finally {
    socket.close();
  }
}

function granted<Value>(answer: Ack<Value>): Value {
  if (answer.ok) return answer.value;
  throw new Error(`the agent was refused: ${answer.error.code}`);
}

function lastPositionOf(sync: ConversationSync): number {
  return sync.kind === 'snapshot' ? (sync.messages.at(-1)?.position ?? 0) : 0;
}
