import type { Conversation, ConversationState, Message } from '../../shared/conversation.ts';
import type {
  ConversationEvent,
  ConversationSync,
  LiveAnswer,
  SequencedEvent,
} from '../../shared/protocol.ts';

/** The last change of who answers, for a notice at the end of the thread. */
export type HandOffNotice =
  | { kind: 'queued'; ahead: number }
  | { kind: 'taken'; agentName: string }
  | { kind: 'returned' }
  | { kind: 'reopened' };

/** What a client knows of a conversation after the event `seq` of the log `epoch`. Never changed in place. */
export interface Thread {
  conversation: Conversation;
  epoch: string;
  seq: number;
  /** By position. */
  messages: readonly Message[];
  /** Answers being written, in the order they began. */
  live: readonly LiveAnswer[];
  /** Assistant messages whose first text was taken back while it was written. */
  revised: ReadonlySet<string>;
  notice: HandOffNotice | null;
}

/** What one sequenced event did to a thread. A gap means that events were missed: ask for a sync. */
export type Received =
  | { kind: 'applied'; thread: Thread }
  | { kind: 'duplicate' }
  | { kind: 'other-conversation' }
  | { kind: 'gap' };

/** Applies an event if it is the next one. */
export function receive(
  thread: Thread,
  { conversationId, epoch, seq, event }: SequencedEvent,
): Received {
  if (conversationId !== thread.conversation.id) return { kind: 'other-conversation' };
  if (epoch !== thread.epoch) return { kind: 'gap' };
  if (seq <= thread.seq) return { kind: 'duplicate' };
  if (seq > thread.seq + 1) return { kind: 'gap' };
  return { kind: 'applied', thread: { ...applyEvent(thread, event), seq } };
}

/** The thread after a sync, or null when the sync does not continue it and everything must be asked for. */
export function applySync(thread: Thread | null, sync: ConversationSync): Thread | null {
  if (sync.kind === 'snapshot') return fromSnapshot(thread, sync);
  if (thread === null || thread.conversation.id !== sync.conversationId) return null;
  let current = thread;
  for (const event of sync.events) {
    const received = receive(current, event);
    if (received.kind === 'applied') current = received.thread;
    else if (received.kind !== 'duplicate') return null;
  }
  return current.epoch === sync.epoch && current.seq >= sync.seq ? current : null;
}

function fromSnapshot(
  before: Thread | null,
  sync: Extract<ConversationSync, { kind: 'snapshot' }>,
): Thread {
  const same = before?.conversation.id === sync.conversationId ? before : null;
  const { messages, liveAnswer } = sync;
  // The answer may have ended between the server's reading of its log and of its messages.
  const ended = messages.some(({ id }) => id === liveAnswer?.messageId);
  const sameState = same?.conversation.state.kind === sync.conversation.state.kind;
  return {
    conversation: sync.conversation,
    epoch: sync.epoch,
    seq: sync.seq,
    messages: [...messages].sort((a, b) => a.position - b.position),
    live: liveAnswer === null || ended ? [] : [liveAnswer],
    revised: same?.revised ?? new Set(),
    notice: same !== null && sameState ? same.notice : null,
  };
}

function applyEvent(thread: Thread, event: ConversationEvent): Thread {
  switch (event.type) {
    case 'message-new':
      return withMessage(
        { ...thread, notice: noticeAfter(thread.notice, event.message) },
        event.message,
      );
    case 'answer-start': {
      const { messageId, inReplyTo } = event;
      // What was begun for the same question by a process that is gone never ends.
      const live = withoutLive(thread, messageId).filter((each) => each.inReplyTo !== inReplyTo);
      return { ...thread, live: [...live, { messageId, inReplyTo, text: '' }] };
    }
    case 'answer-delta':
      return withLiveText(thread, event.messageId, (text) => text + event.text);
    case 'answer-revised': {
      const revised = new Set(thread.revised).add(event.messageId);
      return withLiveText({ ...thread, revised }, event.messageId, () => '');
    }
    case 'answer-end':
      return withMessage({ ...thread, live: withoutLive(thread, event.message.id) }, event.message);
    case 'feedback-new':
      return {
        ...thread,
        messages: thread.messages.map((message) =>
          message.id === event.messageId ? { ...message, feedback: event.feedback } : message,
        ),
      };
    case 'hand-off-queued':
      return withState(thread, event.state, { kind: 'queued', ahead: event.ahead });
    case 'hand-off-taken':
      return withState(
        thread,
        event.state,
        event.state.kind === 'agent' ? { kind: 'taken', agentName: event.state.agentName } : null,
      );
    case 'hand-off-returned':
      return withState(thread, event.state, { kind: 'returned' });
    case 'conversation-closed':
      return withState(thread, event.state, null);
    case 'conversation-reopened':
      return withState(thread, event.state, { kind: 'reopened' });
  }
}

function withState(thread: Thread, state: ConversationState, notice: HandOffNotice | null): Thread {
  return { ...thread, conversation: { ...thread.conversation, state }, notice };
}

/** A notice of something past goes when the customer writes on. */
function noticeAfter(notice: HandOffNotice | null, message: Message): HandOffNotice | null {
  const past = notice?.kind === 'returned' || notice?.kind === 'reopened';
  return past && message.role === 'customer' ? null : notice;
}

function withMessage(thread: Thread, message: Message): Thread {
  const others = thread.messages.filter(({ id }) => id !== message.id);
  const after = others.findLastIndex(({ position }) => position <= message.position) + 1;
  const { conversation } = thread;
  return {
    ...thread,
    messages: others.toSpliced(after, 0, message),
    conversation: {
      ...conversation,
      lastMessageAt: message.createdAt,
      lastPosition: Math.max(conversation.lastPosition, message.position),
    },
  };
}

function withLiveText(thread: Thread, messageId: string, change: (text: string) => string): Thread {
  return {
    ...thread,
    live: thread.live.map((answer) =>
      answer.messageId === messageId ? { ...answer, text: change(answer.text) } : answer,
    ),
  };
}

function withoutLive(thread: Thread, messageId: string): LiveAnswer[] {
  return thread.live.filter((answer) => answer.messageId !== messageId);
}
