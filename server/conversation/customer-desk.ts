import { randomUUID } from 'node:crypto';
import type { Conversation, ConversationState, Message } from '../../shared/conversation.ts';
import { DeskhandError } from '../errors.ts';
import type { JudgedMessage } from '../ports/conversation-store.ts';
import { admit } from '../stages/admit.ts';
import type { StopRequest } from './answers-in-flight.ts';
import type { CustomerDesk, Visitor } from './desk.ts';
import { handOff } from './hand-off.ts';
import { type ReturnComponents, returnToAssistant } from './return-to-assistant.ts';
import { syncConversation } from './sync.ts';
import type { ThreadMemory } from './thread-memory.ts';
import type { Turn } from './turn.ts';

export interface CustomerDeskComponents extends ReturnComponents {
  /** On whichever node they are being written. */
  stopAnswers: (request: StopRequest) => void;
  threads: ThreadMemory;
  /** Whether this process has neither answered the stored message nor is about to. */
  isLost: (messageId: string) => boolean;
  /** Hears of thumbs-down, to evict what was shown from the caches. */
  onThumbsDown: (message: Message) => Promise<void>;
  onHandOff: (conversationId: string) => void;
  /** Hears of thumbs of either kind, and what was said before, to learn from them. */
  onFeedback: (judged: JudgedMessage) => Promise<void>;
}

/** What customers do: open, ask, stop, retry, judge, ask for a person, close. */
export class ConversationCustomerDesk implements CustomerDesk {
  readonly #components: CustomerDeskComponents;

  constructor(components: CustomerDeskComponents) {
    this.#components = components;
  }

  open: CustomerDesk['open'] = async (visitor, request) => {
    const conversation =
      request.conversationId === undefined
        ? await this.#currentOf({ ...visitor, locale: request.locale ?? visitor.locale })
        : await this.#findOwn(visitor, request.conversationId);
    return syncConversation(conversation, request.seen, this.#components);
  };

  send: CustomerDesk['send'] = async (visitor, request) => {
    const { store, events, notices } = this.#components;
    const admitted = await admit(request, visitor.visitorId, { store, newId: randomUUID });
    const { message } = admitted;
    const stored = { messageId: message.id, position: message.position };
    if (admitted.kind === 'duplicate') {
      await this.#answerIfLost(message, visitor);
      return stored;
    }
    const conversation = await this.#reopened(admitted.conversation);
    await events.append(conversation.id, { type: 'message-new', message });
    if (conversation.state.kind === 'assistant')
      this.#start(conversation, message, 'sent', visitor);
    else notices.queueChanged(conversation);
    return stored;
  };

  stop: CustomerDesk['stop'] = async (visitor, request) => {
    await this.#findOwn(visitor, request.conversationId);
    const { conversationId, messageId } = request;
    this.#components.stopAnswers({ conversationId, messageId });
  };

  retry: CustomerDesk['retry'] = async (visitor, request) => {
    const conversation = await this.#findOwn(visitor, request.conversationId);
    if (conversation.state.kind !== 'assistant') throw new DeskhandError('not-allowed');
    const answer = await this.#messageOf(conversation, request.messageId);
    if (answer.inReplyTo === undefined) throw new DeskhandError('not-found');
    const message = await this.#messageOf(conversation, answer.inReplyTo);
    this.#start(conversation, message, 'retry', visitor);
  };

  giveFeedback: CustomerDesk['giveFeedback'] = async (visitor, request) => {
    const { store, events, threads, onThumbsDown, onFeedback } = this.#components;
    const conversation = await this.#findOwn(visitor, request.conversationId);
    const message = await this.#messageOf(conversation, request.messageId);
    if (message.role !== 'assistant') throw new DeskhandError('not-allowed');
    const feedback = {
      verdict: request.verdict,
      ...(request.reason === undefined ? {} : { reason: request.reason }),
    };
    const judged = await store.saveFeedback(message.id, feedback);
    if (judged === null) throw new DeskhandError('not-found');
    threads.forget(conversation.id);
    await events.append(conversation.id, { type: 'feedback-new', messageId: message.id, feedback });
    await onFeedback(judged);
    if (feedback.verdict === 'down') await onThumbsDown(judged.message);
  };

  requestPerson: CustomerDesk['requestPerson'] = async (visitor, request) => {
    const conversation = await this.#reopened(await this.#findOwn(visitor, request.conversationId));
    this.#components.stopAnswers({ conversationId: conversation.id });
    await handOff(conversation.id, 'customer-asked', {
      ...this.#components,
      onQueueChange: (changed) => this.#components.notices.queueChanged(changed),
    });
  };

  leaveQueue: CustomerDesk['leaveQueue'] = async (visitor, request) => {
    const conversation = await this.#findOwn(visitor, request.conversationId);
    await returnToAssistant(conversation.id, { kind: 'queued' }, this.#components);
  };

  close: CustomerDesk['close'] = async (visitor, request) => {
    const { store, events, notices, stopAnswers } = this.#components;
    const conversation = await this.#findOwn(visitor, request.conversationId);
    const at = new Date().toISOString();
    const state: ConversationState = { kind: 'closed', by: 'customer', reason: request.reason, at };
    const changed = await store.changeState(
      conversation.id,
      ['assistant', 'queued', 'agent'],
      state,
      {
        at,
        kind: 'closed',
        by: 'customer',
        reason: request.reason,
      },
    );
    if (changed === null) return;
    stopAnswers({ conversationId: conversation.id });
    await events.append(conversation.id, { type: 'conversation-closed', state: changed.state });
    notices.queueChanged(changed);
  };

  #start(
    conversation: Conversation,
    message: Message,
    origin: Turn['origin'],
    { address }: Visitor,
  ): void {
    this.#components.startTurn({ conversation, message, origin, address });
  }

  /** A message may have been stored by a send that failed after that; the client sends it again, and it is still to be answered. */
  async #answerIfLost(message: Message, visitor: Visitor): Promise<void> {
    const { store, events, isLost } = this.#components;
    if (!isLost(message.id)) return;
    const found = await store.getConversation(message.conversationId);
    if (found === null) return;
    const { state } = found;
    const wasToReopen = state.kind === 'closed' && state.at <= message.createdAt;
    const conversation = wasToReopen ? await this.#reopened(found) : found;
    if (wasToReopen) await events.append(conversation.id, { type: 'message-new', message });
    if (conversation.state.kind === 'assistant')
      this.#start(conversation, message, 'recovery', visitor);
  }

  async #currentOf(visitor: Visitor): Promise<Conversation> {
    const { store } = this.#components;
    const current = await store.findOpenConversation(visitor.visitorId, visitor.site);
    return current ?? store.createConversation({ id: randomUUID(), ...visitor });
  }

  /** A conversation of somebody else is as absent as one that never was. */
  async #findOwn(visitor: Visitor, conversationId: string): Promise<Conversation> {
    const conversation = await this.#components.store.getConversation(conversationId);
    if (conversation === null || conversation.visitorId !== visitor.visitorId) {
      throw new DeskhandError('not-found');
    }
    return conversation;
  }

  async #messageOf(conversation: Conversation, messageId: string): Promise<Message> {
    const message = await this.#components.store.getMessage(messageId);
    if (message === null || message.conversationId !== conversation.id)
      throw new DeskhandError('not-found');
    return message;
  }

  /** Writing in a closed conversation opens it again. */
  async #reopened(conversation: Conversation): Promise<Conversation> {
    if (conversation.state.kind !== 'closed') return conversation;
    const { store, events } = this.#components;
    const changed = await store.changeState(
      conversation.id,
      ['closed'],
      { kind: 'assistant' },
      {
        at: new Date().toISOString(),
        kind: 'reopened',
        by: 'customer',
      },
    );
    if (changed === null) return (await store.getConversation(conversation.id)) ?? conversation;
    await events.append(conversation.id, { type: 'conversation-reopened', state: changed.state });
    return changed;
  }
}
