import { countTokens, decode, encode } from 'gpt-tokenizer/encoding/o200k_base';
import type { ChatMessage } from './script.ts';

/** Splits a text into the pieces that a model would send, one a token; a character of several tokens stays whole. */
export function toPieces(text: string): string[] {
  const pieces: string[] = [];
  let pending: number[] = [];
  for (const token of encode(text)) {
    pending.push(token);
    const piece = decode(pending);
    if (piece.includes('\uFFFD')) continue;
    pieces.push(piece);
    pending = [];
  }
  return pieces;
}

const known = new Map<string, number>();

/** Long texts come again and again in a bench; counting them once keeps the simulator out of the figures. */
function countOnce(text: string): number {
  if (text.length < 1_000) return countTokens(text);
  const count = known.get(text) ?? countTokens(text);
  if (known.size > 500) known.clear();
  known.set(text, count);
  return count;
}

/** Tokens of a chat prompt: three of framing a message and three to prime the reply, as OpenAI documents for its chat models. */
export function countPromptTokens(messages: ChatMessage[]): number {
  return messages.reduce((sum, message) => sum + 3 + countOnce(message.content) + 1, 3);
}

export { countTokens };
