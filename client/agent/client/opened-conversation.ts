import type { ClosingReason } from '../../../shared/conversation.ts';
import type {
  AgentConversation,
  AgentMessageSend,
  SequencedEvent,
} from '../../../shared/protocol.ts';
import type { Receipt } from '../../../shared/receipt.ts';
import type { Drafts } from '../../kit/drafts.ts';
import { randomId } from '../../kit/random-id.ts';
import type { RequestError } from '../../kit/request.ts';
import { type SyncResult, ThreadFollower } from '../../kit/thread-follower.ts';
import type { AgentConnection } from './agent-connection.ts';
import type { Action, OpenState, Problem, ReplyState } from './agent-state.ts';

export interface OpenedConversationParts {
  conversationId: string;
  connection: AgentConnection;
  drafts: Drafts;
  onChange(): void;
  /** Events were missed: call `sync` as soon as it can work. */
  onBehind(): void;
}

type PendingReply = Pick<AgentMessageSend, 'clientMessageId' | 'text'>;

/** One conversation as an agent follows it and acts in it. */
export class OpenedConversation {
  readonly conversationId: string;
  readonly #parts: OpenedConversationParts;
  readonly #follower: ThreadFollower;
  #receipts: Readonly<Record<string, Receipt>> = {};
  #reply: ReplyState = { kind: 'none' };
  /** Kept until it stands in the thread, so that the same text sent again is not stored twice. */
  #pending: PendingReply | null = null;
  #problem: Problem | null = null;
  #acting: Action | null = null;
  #failure: RequestError | null = null;
  #draft: string;

  constructor(parts: OpenedConversationParts) {
    this.#parts = parts;
    this.conversationId = parts.conversationId;
    this.#draft = parts.drafts.get(parts.conversationId);
    this.#follower = new ThreadFollower({
      open: (seen) => this.#open(seen),
      onChange: () => {
        this.#settlePending();
        parts.onChange();
      },
      onBehind: parts.onBehind,
    });
  }

  get state(): OpenState {
    const { conversationId } = this;
    const { thread } = this.#follower;
    if (thread !== null) {
      return {
        kind: 'open',
        conversationId,
        thread,
        receipts: this.#receipts,
        draft: this.#draft,
        reply: this.#reply,
        problem: this.#problem,
        acting: this.#acting,
      };
    }
    if (this.#failure === null) return { kind: 'opening', conversationId };
    return { kind: 'failed', conversationId, error: this.#failure };
  }

  async sync(): Promise<SyncResult> {
    const result = await this.#follower.sync();
    if (result.kind !== 'superseded') {
      this.#failure = result.kind === 'failed' ? result.error : null;
      this.#parts.onChange();
    }
    return result;
  }

  interrupt(): void {
    this.#follower.interrupt();
  }

  receive(event: SequencedEvent): void {
    if (event.conversationId === this.conversationId) this.#follower.receive(event);
  }

  receiveReceipt(receipt: Receipt): void {
    if (receipt.conversationId !== this.conversationId) return;
    this.#receipts = { ...this.#receipts, [receipt.messageId]: receipt };
    this.#parts.onChange();
  }

  write(text: string): void {
    this.#setDraft(text);
    this.#parts.onChange();
  }

  /** Sends the draft as the answer to everything that stands in the thread now. One at a time. */
  async send(): Promise<void> {
    const { thread } = this.#follower;
    const text = this.#draft.trim();
    if (thread === null || text === '' || this.#reply.kind === 'sending') return;
    const clientMessageId =
      this.#pending?.text === text ? this.#pending.clientMessageId : randomId();
    const { lastPosition } = thread.conversation;
    this.#pending = { clientMessageId, text };
    this.#problem = null;
    this.#reply = { kind: 'sending', text };
    this.#setDraft('');
    this.#parts.onChange();
    const answer = await this.#ask('message-send', { clientMessageId, text, lastPosition });
    if (answer.ok) this.#reply = { kind: 'none' };
    else await this.#notSent(answer.error, lastPosition);
    this.#settlePending();
    this.#parts.onChange();
  }

  take(): Promise<void> {
    return this.#act('conversation-take');
  }

  handBack(): Promise<void> {
    return this.#act('conversation-return');
  }

  close(reason: ClosingReason): Promise<void> {
    return this.#act('conversation-close', { reason });
  }

  dismissProblem(): void {
    this.#problem = null;
    this.#parts.onChange();
  }

  async #open(seen: { epoch: string; seq: number } | undefined) {
    const { conversationId } = this;
    const answer = await this.#parts.connection.request<AgentConversation>('conversation-open', {
      conversationId,
      seen,
    });
    if (!answer.ok) return answer;
    this.#receipts = { ...answer.value.receipts, ...this.#receipts };
    return { ok: true as const, value: answer.value.sync };
  }

  /** The agent must see what is new before anything can be sent again. */
  async #notSent(error: RequestError, seenPosition: number): Promise<void> {
    if (error.code === 'thread-moved-on') await this.#follower.sync();
    const text = this.#pending?.text;
    if (text === undefined) return;
    this.#setDraft([text, this.#draft].filter((part) => part !== '').join('\n'));
    if (error.code === 'thread-moved-on') {
      this.#reply = { kind: 'moved-on', seenPosition };
    } else {
      this.#reply = { kind: 'none' };
      this.#problem = { action: 'message-send', error };
    }
  }

  /** A reply whose acknowledgement was lost may have been stored all the same. */
  #settlePending(): void {
    const pending = this.#pending;
    const messages = this.#follower.thread?.messages ?? [];
    if (
      pending === null ||
      messages.every((each) => each.clientMessageId !== pending.clientMessageId)
    )
      return;
    this.#pending = null;
    this.#reply = { kind: 'none' };
    if (this.#problem?.action === 'message-send') this.#problem = null;
    if (this.#draft.trim() === pending.text) this.#setDraft('');
  }

  async #act(action: Action, payload: object = {}): Promise<void> {
    if (this.#acting !== null) return;
    this.#acting = action;
    this.#parts.onChange();
    const answer = await this.#ask(action, payload);
    this.#acting = null;
    this.#problem = answer.ok ? null : { action, error: answer.error };
    this.#parts.onChange();
  }

  #ask(action: Action, payload: object) {
    const { conversationId } = this;
    return this.#parts.connection.request<unknown>(action, { conversationId, ...payload });
  }

  #setDraft(text: string): void {
    this.#draft = text;
    this.#parts.drafts.set(this.conversationId, text);
  }
}
