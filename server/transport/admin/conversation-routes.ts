import { Hono } from 'hono';
import type { ConversationRecord } from '../../../shared/admin-protocol.ts';
import { DeskhandError } from '../../errors.ts';
import type { ConversationStore } from '../../ports/conversation-store.ts';
import type { HttpEnvironment } from '../http/environment.ts';

/** The part of the conversation store that is read here. */
export type ConversationReader = Pick<
  ConversationStore,
  'getConversation' | 'listMessages' | 'listReceipts' | 'listTransitions'
>;

/** One conversation whole, with its receipts: for agents and admins. */
export function conversationRoutes(store: ConversationReader): Hono<HttpEnvironment> {
  return new Hono<HttpEnvironment>().get('/conversations/:id', async (context) => {
    const record = await readRecord(store, context.req.param('id'));
    if (record === null) throw new DeskhandError('not-found');
    return context.json(record);
  });
}

async function readRecord(
  store: ConversationReader,
  conversationId: string,
): Promise<ConversationRecord | null> {
  const conversation = await store.getConversation(conversationId);
  if (conversation === null) return null;
  const [messages, receipts, transitions] = await Promise.all([
    store.listMessages(conversationId),
    store.listReceipts(conversationId),
    store.listTransitions(conversationId),
  ]);
  return {
    conversation,
    messages,
    receipts: Object.fromEntries(receipts.map((receipt) => [receipt.messageId, receipt])),
    transitions: transitions.map(({ at, kind, by, reason }) => ({
      at,
      kind,
      by,
      ...(reason === undefined ? {} : { reason }),
    })),
  };
}
