import { z } from 'zod';
import {
  type AgentToServerEvents,
  agentMessageSendSchema,
  conversationActSchema,
  conversationCloseSchema,
  conversationOpenSchema,
} from '../../../shared/protocol.ts';
import type { Agent, AgentDesk, Presence } from '../../conversation/desk.ts';
import type { EventTable } from './event-table.ts';
import { follow, queueRoom, type RoomMember } from './rooms.ts';

/** Conversations one agent's connection follows at a time; opening one more leaves the one opened longest ago. */
const mostFollowed = 20;

/** What the events of one agent's connection have at hand. */
export interface AgentContext {
  desk: AgentDesk;
  agent: Agent;
  socket: RoomMember;
  presence: Presence;
}

const agentOpenSchema = conversationOpenSchema.required({ conversationId: true });

export const agentEvents: EventTable<AgentToServerEvents, AgentContext> = {
  'queue-watch': {
    schema: z.object({}),
    async handle({ desk, socket }) {
      if (socket.connected) await socket.join(queueRoom);
      return desk.queue();
    },
  },
  'conversation-open': {
    schema: agentOpenSchema,
    async handle({ desk, agent, socket }, request) {
      await follow(socket, request.conversationId, mostFollowed);
      return desk.open(agent, request);
    },
  },
  'conversation-take': {
    schema: conversationActSchema,
    handle: ({ desk, agent, presence }, request) => desk.take(agent, request, presence),
  },
  'conversation-return': {
    schema: conversationActSchema,
    handle: ({ desk, agent }, request) => desk.giveBack(agent, request),
  },
  'conversation-close': {
    schema: conversationCloseSchema,
    handle: ({ desk, agent }, request) => desk.close(agent, request),
  },
  'message-send': {
    schema: agentMessageSendSchema,
    handle: ({ desk, agent }, request) => desk.send(agent, request),
  },
};
