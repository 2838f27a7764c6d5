import { randomUUID } from 'node:crypto';
import type { Conversation, ConversationState } from '../../shared/conversation.ts';
import type { ConversationEvent } from '../../shared/protocol.ts';
import { DeskhandError } from '../errors.ts';
import type { StopRequest } from './answers-in-flight.ts';
import type { Agent, AgentDesk } from './desk.ts';
import { handOffAllOf } from './hand-off.ts';
import { type ReturnComponents, returnToAssistant } from './return-to-assistant.ts';
import { syncConversation } from './sync.ts';

export interface AgentDeskComponents extends ReturnComponents {
  /** On whichever node they are being written. */
  stopAnswers: (request: StopRequest) => void;
}

/** What agents do with a conversation: take it, write in it, hand it back, close it. */
export class ConversationAgentDesk implements AgentDesk {
  readonly #components: AgentDeskComponents;

  constructor(components: AgentDeskComponents) {
    this.#components = components;
  }

  queue: AgentDesk['queue'] = async () =>
    (await this.#components.store.listWaiting()).map(({ handedOffAt: _, ...item }) => item);

  open: AgentDesk['open'] = async (_agent, request) => {
    const conversation = await this.#find(request.conversationId);
    const [sync, receipts] = await Promise.all([
      syncConversation(conversation, request.seen, this.#components),
      this.#components.store.listReceipts(conversation.id),
    ]);
    return {
      sync,
      receipts: Object.fromEntries(receipts.map((receipt) => [receipt.messageId, receipt])),
    };
  };

  take: AgentDesk['take'] = async (agent, { conversationId }, presence) => {
    const conversation = await this.#find(conversationId);
    if (isWith(conversation, agent)) return;
    const holder = conversation.state.kind === 'agent' ? conversation.state.agentId : null;
    if (holder !== null && (await presence.isConnected(holder)))
      throw new DeskhandError('already-taken');
    const state: ConversationState = {
      kind: 'agent',
      agentId: agent.agentId,
      agentName: agent.agentName,
    };
    const changed = await this.#move(
      agent,
      conversationId,
      holder === null ? { kinds: ['queued', 'assistant'] } : { kinds: ['agent'], heldBy: holder },
      state,
      { kind: 'taken', ...(holder === null ? {} : { reason: 'agent-absent' }) },
      'hand-off-taken',
    );
    if (changed === null)
      throw new DeskhandError(
        conversation.state.kind === 'closed' ? 'conversation-closed' : 'already-taken',
      );
    this.#components.stopAnswers({ conversationId });
  };

  giveBack: AgentDesk['giveBack'] = async (agent, { conversationId }) => {
    await this.#mustHold(agent, conversationId);
    await returnToAssistant(
      conversationId,
      { kind: 'agent', agentId: agent.agentId },
      this.#components,
    );
  };

  close: AgentDesk['close'] = async (agent, { conversationId, reason }) => {
    const conversation = await this.#find(conversationId);
    const isHeld = conversation.state.kind === 'agent';
    if (isHeld) await this.#mustHold(agent, conversationId);
    const state: ConversationState = {
      kind: 'closed',
      by: 'agent',
      reason,
      at: new Date().toISOString(),
    };
    const changed = await this.#move(
      agent,
      conversationId,
      isHeld ? { kinds: ['agent'], heldBy: agent.agentId } : { kinds: ['queued', 'assistant'] },
      state,
      { kind: 'closed', reason },
      'conversation-closed',
    );
    if (changed === null) {
      await this.#mustHold(agent, conversationId);
      throw new DeskhandError('conversation-closed');
    }
    this.#components.stopAnswers({ conversationId });
  };

  send: AgentDesk['send'] = async (agent, request) => {
    const { store, events, notices } = this.#components;
    const conversation = await this.#mustHold(agent, request.conversationId);
    const result = await store.appendMessage(
      {
        id: randomUUID(),
        conversationId: conversation.id,
        role: 'agent',
        text: request.text,
        createdAt: new Date().toISOString(),
        clientMessageId: request.clientMessageId,
        authorName: agent.agentName,
      },
      { expectedLastPosition: request.lastPosition },
    );
    if (result.kind === 'moved-on') throw new DeskhandError('thread-moved-on', { retryable: true });
    if (result.kind === 'not-found') throw new DeskhandError('not-found');
    if (result.kind === 'stored') {
      await events.append(conversation.id, { type: 'message-new', message: result.message });
      notices.queueChanged(conversation);
    }
    return { messageId: result.message.id, position: result.message.position };
  };

  release: AgentDesk['release'] = async (agentId) => {
    const { notices } = this.#components;
    await handOffAllOf(agentId, {
      ...this.#components,
      onQueueChange: (changed) => notices.queueChanged(changed),
      // That an agent has left says nothing of the answers before.
      onHandOff: () => {},
    });
  };

  async #find(conversationId: string): Promise<Conversation> {
    const conversation = await this.#components.store.getConversation(conversationId);
    if (conversation === null) throw new DeskhandError('not-found');
    return conversation;
  }

  async #mustHold(agent: Agent, conversationId: string): Promise<Conversation> {
    const conversation = await this.#find(conversationId);
    if (conversation.state.kind === 'closed') throw new DeskhandError('conversation-closed');
    if (!isWith(conversation, agent)) throw new DeskhandError('not-allowed');
    return conversation;
  }

  async #move(
    agent: Agent,
    conversationId: string,
    from: { kinds: ConversationState['kind'][]; heldBy?: string },
    state: ConversationState,
    transition: { kind: 'taken' | 'closed'; reason?: string },
    type: Extract<ConversationEvent, { state: ConversationState }>['type'] &
      `${string}-${'taken' | 'closed'}`,
  ): Promise<Conversation | null> {
    const { store, events, notices } = this.#components;
    const changed = await store.changeState(
      conversationId,
      from.kinds,
      state,
      { at: new Date().toISOString(), by: 'agent', actorId: agent.agentId, ...transition },
      from.heldBy === undefined ? {} : { heldBy: from.heldBy },
    );
    if (changed === null) return null;
    await events.append(conversationId, { type, state: changed.state });
    notices.queueChanged(changed);
    return changed;
  }
}

function isWith(conversation: Conversation, agent: Agent): boolean {
  return conversation.state.kind === 'agent' && conversation.state.agentId === agent.agentId;
}
