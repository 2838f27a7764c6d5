import type { Conversation } from '../../shared/conversation.ts';
import type {
  AgentConversation,
  AgentMessageSend,
  AnswerRetry,
  AnswerStop,
  ConversationAct,
  ConversationClose,
  ConversationOpen,
  ConversationSync,
  FeedbackGive,
  MessageSend,
  QueueItem,
  SequencedEvent,
} from '../../shared/protocol.ts';
import type { Receipt } from '../../shared/receipt.ts';
import type { StopRequest } from './answers-in-flight.ts';

/** Who is at the other end of a customer's socket. */
export interface Visitor {
  visitorId: string;
  site: string;
  locale: string;
  /** Where they are connected from; money is limited by it. */
  address?: string;
}

export interface Agent {
  agentId: string;
  agentName: string;
}

export interface StoredMessage {
  messageId: string;
  position: number;
}

/** What a customer can do. A conversation of somebody else is `not-found`. */
export interface CustomerDesk {
  open(visitor: Visitor, request: ConversationOpen): Promise<ConversationSync>;
  /** Resolves once the message is stored durably; the answer follows as events. */
  send(visitor: Visitor, request: MessageSend): Promise<StoredMessage>;
  stop(visitor: Visitor, request: AnswerStop): Promise<void>;
  retry(visitor: Visitor, request: AnswerRetry): Promise<void>;
  giveFeedback(visitor: Visitor, request: FeedbackGive): Promise<void>;
  requestPerson(visitor: Visitor, request: ConversationAct): Promise<void>;
  /** Goes back to the assistant while no person has taken the conversation; does nothing after that. */
  leaveQueue(visitor: Visitor, request: ConversationAct): Promise<void>;
  close(visitor: Visitor, request: ConversationClose): Promise<void>;
}

/** What an agent can do. */
export interface AgentDesk {
  queue(): Promise<QueueItem[]>;
  open(
    agent: Agent,
    request: ConversationOpen & { conversationId: string },
  ): Promise<AgentConversation>;
  /** Throws `already-taken` when another agent has it who is connected. */
  take(agent: Agent, request: ConversationAct, presence: Presence): Promise<void>;
  /** Hands the conversation back to the assistant. */
  giveBack(agent: Agent, request: ConversationAct): Promise<void>;
  close(agent: Agent, request: ConversationClose): Promise<void>;
  /** Throws `thread-moved-on` when a newer message stands in the thread. */
  send(agent: Agent, request: AgentMessageSend): Promise<StoredMessage>;
  /** Puts what the agent has back into the queue, as when they may no longer sign in. */
  release(agentId: string): Promise<void>;
}

/** Whether an agent is connected, to any node. Who cannot be looked for is taken to be. */
export interface Presence {
  isConnected(agentId: string): Promise<boolean>;
}

/** What a desk tells those who watch: events of conversations, receipts for agents, and that the queue changed. */
export interface DeskNotices {
  onEvent(listener: (event: SequencedEvent) => void): () => void;
  onReceipt(listener: (receipt: Receipt) => void): () => void;
  onQueueChange(listener: (conversation: Conversation) => void): () => void;
  /** An answer is to be stopped that another process may be writing. */
  onStop(listener: (request: StopRequest) => void): () => void;
}

export interface Desk {
  customers: CustomerDesk;
  agents: AgentDesk;
  notices: DeskNotices;
  /** Stops what this process is writing of it, where another one was asked to. */
  stopHere(request: StopRequest): void;
}
