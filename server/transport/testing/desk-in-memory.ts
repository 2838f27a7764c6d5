import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Conversation, ConversationState, Message } from '../../../shared/conversation.ts';
import type {
  AgentConversation,
  ConversationEvent,
  ConversationSync,
  QueueItem,
  SequencedEvent,
} from '../../../shared/protocol.ts';
import type { Receipt } from '../../../shared/receipt.ts';
import type { StopRequest } from '../../conversation/answers-in-flight.ts';
import type {
  AgentDesk,
  CustomerDesk,
  Desk,
  DeskNotices,
  Visitor,
} from '../../conversation/desk.ts';
import { DeskhandError } from '../../errors.ts';

interface Thread {
  conversation: Conversation;
  messages: Message[];
  events: SequencedEvent[];
}

/** A desk without an assistant: it keeps threads in memory and tells what happens in them. The far side of the transport's tests. */
export class DeskInMemory implements Desk {
  readonly threads = new Map<string, Thread>();
  /** Every call that reached the desk, by name. */
  readonly calls: string[] = [];
  /** Who opened a conversation, in order. */
  readonly openedBy: Visitor[] = [];
  /** Thrown by the next call. */
  failure: unknown = null;
  /** How long the next send takes. */
  nextSendMs = 0;
  /** Runs inside `customers.open` after it looked and before it answers. */
  whileOpening: (conversationId: string) => void = () => {};
  readonly #eventListeners = new Set<(event: SequencedEvent) => void>();
  readonly #receiptListeners = new Set<(receipt: Receipt) => void>();
  readonly #queueListeners = new Set<(conversation: Conversation) => void>();
  readonly #stopListeners = new Set<(request: StopRequest) => void>();
  /** What other nodes were asked to stop. */
  readonly stoppedHere: StopRequest[] = [];

  readonly customers: CustomerDesk = {
    open: async (visitor, { conversationId }) => {
      this.#called('open');
      this.openedBy.push(visitor);
      const thread =
        conversationId === undefined
          ? (this.#openThreadOf(visitor.visitorId) ?? this.#newThread(visitor))
          : this.#owned(visitor.visitorId, conversationId);
      const sync = snapshot(thread);
      this.whileOpening(thread.conversation.id);
      return sync;
    },
    send: async (visitor, { conversationId, clientMessageId, text }) => {
      this.#called('send');
      const takesMs = this.nextSendMs;
      this.nextSendMs = 0;
      if (takesMs > 0) await setTimeout(takesMs);
      const thread = this.#owned(visitor.visitorId, conversationId);
      return this.#append(thread, { role: 'customer', text, clientMessageId });
    },
    stop: async (visitor, { conversationId, messageId }) => {
      this.#called('stop');
      this.#owned(visitor.visitorId, conversationId);
      for (const listener of this.#stopListeners) listener({ conversationId, messageId });
    },
    retry: async (visitor, { conversationId }) => {
      this.#called('retry');
      this.#owned(visitor.visitorId, conversationId);
    },
    giveFeedback: async (visitor, { conversationId, messageId, verdict }) => {
      this.#called('giveFeedback');
      this.#owned(visitor.visitorId, conversationId);
      this.tell(conversationId, { type: 'feedback-new', messageId, feedback: { verdict } });
    },
    requestPerson: async (visitor, { conversationId }) => {
      this.#called('requestPerson');
      const thread = this.#owned(visitor.visitorId, conversationId);
      const state = { kind: 'queued', since: new Date().toISOString(), reason: 'asked' } as const;
      this.#change(thread, state);
      this.tell(conversationId, { type: 'hand-off-queued', state, ahead: 0 });
    },
    leaveQueue: async (visitor, { conversationId }) => {
      this.#called('leaveQueue');
      this.#change(this.#owned(visitor.visitorId, conversationId), { kind: 'assistant' });
    },
    close: async (visitor, { conversationId, reason }) => {
      this.#called('close');
      const thread = this.#owned(visitor.visitorId, conversationId);
      const at = new Date().toISOString();
      this.#change(thread, { kind: 'closed', by: 'customer', reason, at });
    },
  };

  readonly agents: AgentDesk = {
    queue: async () => this.#queue(),
    open: async (_agent, { conversationId }): Promise<AgentConversation> => {
      this.#called('agent-open');
      return { sync: snapshot(this.#thread(conversationId)), receipts: {} };
    },
    take: async (agent, { conversationId }, presence) => {
      this.#called('take');
      const thread = this.#thread(conversationId);
      const { state } = thread.conversation;
      const isAnothers = state.kind === 'agent' && state.agentId !== agent.agentId;
      if (isAnothers && (await presence.isConnected(state.agentId))) {
        throw new DeskhandError('already-taken');
      }
      const taken = { kind: 'agent', ...agent } as const;
      this.#change(thread, taken);
      this.tell(conversationId, { type: 'hand-off-taken', state: taken });
    },
    release: async (agentId) => {
      this.#called(`release ${agentId}`);
    },
    giveBack: async (_agent, { conversationId }) => {
      this.#called('giveBack');
      this.#change(this.#thread(conversationId), { kind: 'assistant' });
    },
    close: async (_agent, { conversationId, reason }) => {
      this.#called('agent-close');
      const at = new Date().toISOString();
      this.#change(this.#thread(conversationId), { kind: 'closed', by: 'agent', reason, at });
    },
    send: async (agent, { conversationId, clientMessageId, text, lastPosition }) => {
      this.#called('agent-send');
      const thread = this.#thread(conversationId);
      if (lastPosition < thread.conversation.lastPosition) {
        throw new DeskhandError('thread-moved-on');
      }
      const authorName = agent.agentName;
      return this.#append(thread, { role: 'agent', text, clientMessageId, authorName });
    },
  };

  readonly notices: DeskNotices = {
    onEvent: (listener) => subscribe(this.#eventListeners, listener),
    onReceipt: (listener) => subscribe(this.#receiptListeners, listener),
    onQueueChange: (listener) => subscribe(this.#queueListeners, listener),
    onStop: (listener) => subscribe(this.#stopListeners, listener),
  };

  stopHere(request: StopRequest): void {
    this.stoppedHere.push(request);
  }

  /** Lets something happen in a conversation. */
  tell(conversationId: string, event: ConversationEvent): void {
    const { events } = this.#thread(conversationId);
    const sequenced = { conversationId, epoch: 'one', seq: events.length + 1, event };
    events.push(sequenced);
    for (const listener of this.#eventListeners) listener(sequenced);
  }

  tellReceipt(receipt: Receipt): void {
    for (const listener of this.#receiptListeners) listener(receipt);
  }

  #called(name: string): void {
    this.calls.push(name);
    const { failure } = this;
    this.failure = null;
    if (failure !== null) throw failure;
  }

  #newThread({ visitorId, site, locale }: Visitor): Thread {
    const at = new Date().toISOString();
    const state = { kind: 'assistant' } as const;
    const conversation: Conversation = {
      visitorId,
      site,
      locale,
      id: randomUUID(),
      state,
      createdAt: at,
      lastMessageAt: at,
      lastPosition: 0,
    };
    const thread: Thread = { conversation, messages: [], events: [] };
    this.threads.set(conversation.id, thread);
    return thread;
  }

  #append(thread: Thread, message: Pick<Message, 'role' | 'text'> & Partial<Message>) {
    const position = ++thread.conversation.lastPosition;
    const stored: Message = {
      ...message,
      id: randomUUID(),
      conversationId: thread.conversation.id,
      position,
      createdAt: new Date().toISOString(),
    };
    thread.messages.push(stored);
    this.tell(thread.conversation.id, { type: 'message-new', message: stored });
    return { messageId: stored.id, position };
  }

  #change(thread: Thread, state: ConversationState): void {
    thread.conversation.state = state;
    for (const listener of this.#queueListeners) listener(thread.conversation);
  }

  #queue(): QueueItem[] {
    return [...this.threads.values()]
      .filter(({ conversation }) => ['queued', 'agent'].includes(conversation.state.kind))
      .map(({ conversation, messages }) => ({
        conversation,
        lastText: messages.at(-1)?.text ?? '',
        lastRole: messages.at(-1)?.role ?? 'customer',
      }));
  }

  #openThreadOf(visitorId: string): Thread | undefined {
    return [...this.threads.values()].find(
      ({ conversation }) =>
        conversation.visitorId === visitorId && conversation.state.kind !== 'closed',
    );
  }

  #owned(visitorId: string, conversationId: string): Thread {
    const thread = this.#thread(conversationId);
    if (thread.conversation.visitorId !== visitorId) throw new DeskhandError('not-found');
    return thread;
  }

  #thread(conversationId: string): Thread {
    const thread = this.threads.get(conversationId);
    if (thread === undefined) throw new DeskhandError('not-found');
    return thread;
  }
}

function snapshot({ conversation, messages, events }: Thread): ConversationSync {
  return {
    kind: 'snapshot',
    conversationId: conversation.id,
    epoch: 'one',
    seq: events.length,
    conversation: { ...conversation },
    messages: [...messages],
    liveAnswer: null,
  };
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
