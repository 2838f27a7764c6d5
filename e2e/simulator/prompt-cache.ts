import type { ChatMessage } from './script.ts';
import { countTokens } from './tokens.ts';

const stepTokens = 128;
const keptPrompts = 64;

/** A provider's prompt cache: the longest prefix shared with a recent prompt of the same model is billed as cached. */
export class PromptCache {
  readonly #prompts = new Map<string, string[]>();

  /** Cached tokens of this prompt, in steps of 128, or 0 under the minimum. Remembers the prompt. */
  use(model: string, messages: ChatMessage[], minimumTokens: number): number {
    const prompt = messages.map((message) => `<${message.role}>${message.content}`).join('\n');
    const recent = this.#prompts.get(model) ?? [];
    const shared = Math.max(0, ...recent.map((other) => sharedPrefix(prompt, other)));
    this.#prompts.set(model, [prompt, ...recent.slice(0, keptPrompts - 1)]);
    if (shared < minimumTokens) return 0;
    const tokens = countTokens(prompt.slice(0, shared));
    return tokens < minimumTokens ? 0 : Math.floor(tokens / stepTokens) * stepTokens;
  }
}

function sharedPrefix(left: string, right: string): number {
  const end = Math.min(left.length, right.length);
  let index = 0;
  while (index < end && left.charCodeAt(index) === right.charCodeAt(index)) index += 1;
  return index;
}
