/*
 * What the loader on the host page and the chat in the frame tell each other by `postMessage`. Each side checks the
 * other's origin and window; nothing private is ever in them.
 */

/** From the frame to the loader. */
export type FrameMessage =
  /** The customer wants the chat out of the way. */
  | { deskhand: 'close' }
  /** Messages that came while the chat was closed. */
  | { deskhand: 'unread'; count: number };

/** From the loader to the frame. */
export type HostMessage = { deskhand: 'shown'; focus: boolean } | { deskhand: 'hidden' };
