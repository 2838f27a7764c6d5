/** The room of everyone who follows a conversation, in either namespace. */
export function conversationRoom(conversationId: string): string {
  return `conversation:${conversationId}`;
}

/** The room of every connection of a signed-in user. */
export function userRoom(userId: string): string {
  return `user:${userId}`;
}

/** The room of every connection made with one sign-in. */
export function sessionRoom(sessionId: string): string {
  return `session:${sessionId}`;
}

/** The room of agents who watch the queue. */
export const queueRoom = 'queue';

/** The part of a Socket.IO socket that is in rooms. */
export interface RoomMember {
  readonly connected: boolean;
  readonly rooms: Set<string>;
  join(room: string): Promise<void> | void;
  leave(room: string): Promise<void> | void;
}

/**
 * Enters the conversation's room and leaves those entered longest ago, so that at most `most` stay.
 * Does nothing once the socket is gone, as its place in the room would never be given up.
 */
export async function follow(
  socket: RoomMember,
  conversationId: string,
  most: number,
): Promise<void> {
  if (!socket.connected) return;
  const room = conversationRoom(conversationId);
  const others = [...socket.rooms].filter(
    (name) => name.startsWith(conversationRoom('')) && name !== room,
  );
  await socket.leave(room);
  await socket.join(room);
  for (const name of others.slice(0, Math.max(0, others.length + 1 - most))) {
    await socket.leave(name);
  }
}

/** Whether the socket follows the conversation. */
export function follows(socket: RoomMember, conversationId: string): boolean {
  return socket.rooms.has(conversationRoom(conversationId));
}
