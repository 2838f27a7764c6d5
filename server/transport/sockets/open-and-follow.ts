import type { ConversationOpen, ConversationSync } from '../../../shared/protocol.ts';
import type { CustomerDesk, Visitor } from '../../conversation/desk.ts';
import { follow, follows, type RoomMember } from './rooms.ts';

/**
 * Opens a visitor's conversation so that nothing falls between the answer and the events that follow: the room is entered
 * first, and what comes twice the client drops by its sequence number. Whether it is the visitor's conversation is only
 * known from opening it, so the first time it is opened before the room is entered and read again after.
 * A visitor follows one conversation at a time on one connection.
 */
export async function openAndFollow(
  desk: CustomerDesk,
  visitor: Visitor,
  socket: RoomMember,
  request: ConversationOpen,
): Promise<ConversationSync> {
  const asked = request.conversationId;
  const isFollowed = asked !== undefined && follows(socket, asked);
  const conversationId = isFollowed ? asked : (await desk.open(visitor, request)).conversationId;
  await follow(socket, conversationId, 1);
  return desk.open(visitor, { ...request, conversationId });
}
