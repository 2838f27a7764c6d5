import type { Message } from '../../shared/conversation.ts';
import type { ConversationEvent } from '../../shared/protocol.ts';
import type { ModelAttempt } from '../../shared/receipt.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventLog } from '../ports/event-log.ts';
import type { Turn } from './turn.ts';

export interface CourseComponents {
  events: EventLog;
  clock: Clock;
}

/**
 * One answer under way: its id, its clock, and what the customer is shown of it. Everything shown goes through here,
 * so that the time to the first text is that of the customer.
 */
export class Course {
  readonly turn: Turn;
  readonly messageId: string;
  readonly signal: AbortSignal;
  readonly #components: CourseComponents;
  readonly #startedMs: number;
  readonly #stagesMs: Record<string, number> = {};
  readonly #calls: ModelAttempt[] = [];
  readonly #sent: Promise<unknown>[] = [];
  #firstTextMs: number | null = null;
  #shown = '';
  #lastLapMs: number;
  #isOver = false;

  constructor(turn: Turn, messageId: string, signal: AbortSignal, components: CourseComponents) {
    this.turn = turn;
    this.messageId = messageId;
    this.signal = signal;
    this.#components = components;
    this.#startedMs = components.clock.monotonicMs();
    this.#lastLapMs = this.#startedMs;
  }

  /** Notes that a step ended now, having begun where the last one ended. */
  lap(stage: string): void {
    const now = this.#components.clock.monotonicMs();
    this.#stagesMs[stage] = now - this.#lastLapMs;
    this.#lastLapMs = now;
  }

  /** Notes calls to models that are on this answer's bill whatever becomes of it. */
  noteCalls(calls: readonly ModelAttempt[]): void {
    this.#calls.push(...calls);
  }

  get calls(): readonly ModelAttempt[] {
    return this.#calls;
  }

  /** What the customer has before them now. */
  get shown(): string {
    return this.#shown;
  }

  /** The customer was told of its end. */
  get isOver(): boolean {
    return this.#isOver;
  }

  begin(): void {
    this.#send({
      type: 'answer-start',
      messageId: this.messageId,
      inReplyTo: this.turn.message.id,
    });
  }

  show(text: string): void {
    if (text === '') return;
    this.#firstTextMs ??= this.#components.clock.monotonicMs();
    this.#shown += text;
    this.#send({ type: 'answer-delta', messageId: this.messageId, text });
  }

  revise(): void {
    this.#shown = '';
    this.#send({ type: 'answer-revised', messageId: this.messageId });
  }

  async end(message: Message): Promise<void> {
    this.#isOver = true;
    this.#send({ type: 'answer-end', message });
    await Promise.all(this.#sent);
  }

  timings(): { ttftMs: number; totalMs: number; stagesMs: Record<string, number> } {
    const now = this.#components.clock.monotonicMs();
    return {
      ttftMs: (this.#firstTextMs ?? now) - this.#startedMs,
      totalMs: now - this.#startedMs,
      stagesMs: { ...this.#stagesMs },
    };
  }

  #send(event: ConversationEvent): void {
    this.#sent.push(this.#components.events.append(this.turn.conversation.id, event));
  }
}
