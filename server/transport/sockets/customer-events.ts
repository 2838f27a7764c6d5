import {
  answerRetrySchema,
  answerStopSchema,
  type CustomerToServerEvents,
  conversationActSchema,
  conversationCloseSchema,
  conversationOpenSchema,
  feedbackGiveSchema,
  messageSendSchema,
} from '../../../shared/protocol.ts';
import type { CustomerDesk, Visitor } from '../../conversation/desk.ts';
import type { EventTable } from './event-table.ts';
import { openAndFollow } from './open-and-follow.ts';
import type { RoomMember } from './rooms.ts';

/** What the events of one customer's connection have at hand. */
export interface CustomerContext {
  desk: CustomerDesk;
  visitor: Visitor;
  socket: RoomMember;
  /** Counts something that makes the server write or answer; throws `rate-limited`. */
  countMessage(): Promise<void>;
}

export const customerEvents: EventTable<CustomerToServerEvents, CustomerContext> = {
  'conversation-open': {
    schema: conversationOpenSchema,
    handle: ({ desk, visitor, socket }, request) => openAndFollow(desk, visitor, socket, request),
  },
  'message-send': {
    schema: messageSendSchema,
    async handle({ desk, visitor, countMessage }, request) {
      await countMessage();
      return desk.send(visitor, request);
    },
  },
  'answer-stop': {
    schema: answerStopSchema,
    handle: ({ desk, visitor }, request) => desk.stop(visitor, request),
  },
  'answer-retry': {
    schema: answerRetrySchema,
    async handle({ desk, visitor, countMessage }, request) {
      await countMessage();
      return desk.retry(visitor, request);
    },
  },
  'feedback-give': {
    schema: feedbackGiveSchema,
    async handle({ desk, visitor, countMessage }, request) {
      await countMessage();
      return desk.giveFeedback(visitor, request);
    },
  },
  'hand-off-request': {
    schema: conversationActSchema,
    async handle({ desk, visitor, countMessage }, request) {
      await countMessage();
      return desk.requestPerson(visitor, request);
    },
  },
  'hand-off-cancel': {
    schema: conversationActSchema,
    async handle({ desk, visitor, countMessage }, request) {
      await countMessage();
      return desk.leaveQueue(visitor, request);
    },
  },
  'conversation-close': {
    schema: conversationCloseSchema,
    async handle({ desk, visitor, countMessage }, request) {
      await countMessage();
      return desk.close(visitor, request);
    },
  },
};
