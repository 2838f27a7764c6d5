/** A message to the bare server; what a customer of the product sends. */
export interface BareMessage {
  conversationId: string;
  clientMessageId: string;
  text: string;
}

/** Asks the bare server for the events of an answer at a pace. */
export interface BareAsk extends BareMessage {
  /** Which of its texts. */
  answer: number;
  firstTokenMs: number;
  tokensPerSecond: number;
}
