import { countTokens, decode, encode } from 'gpt-tokenizer/encoding/o200k_base';
import type { Tokenizer } from '../../ports/tokenizer.ts';

/** Text that looks like a control token ("<|endoftext|>") is ordinary text when a customer writes it. */
const asPlainText = { disallowedSpecial: new Set<string>() };

/** Counts as the current GPT models do (o200k_base). Other providers' counts differ by some percent. */
export const gptTokenizer: Tokenizer = {
  name: 'o200k_base',
  count: (text) => countTokens(text, asPlainText),
  truncate(text, maxTokens) {
    const tokens = encode(text, asPlainText);
    if (tokens.length <= maxTokens) return text;
    for (let kept = maxTokens; kept > 0; kept--) {
      // A character of several tokens may have been cut in two.
      const decoded = decode(tokens.slice(0, kept));
      const start = text.startsWith(decoded) ? decoded : decoded.replace(/\uFFFD+$/, '');
      // The cut may have taken apart what the encoding would now join differently.
      if (gptTokenizer.count(start) <= maxTokens && text.startsWith(start)) return start;
    }
    return '';
  },
};
