import type { Tokenizer } from '../../ports/tokenizer.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import { markdownSections } from './markdown-sections.ts';
import { type Fits, packed, splitBlock } from './split-block.ts';

/** A part of a document under one heading. */
export interface Chunk {
  /** The headings above it, joined by " > ", without the document's title. */
  heading: string;
  text: string;
  tokens: number;
}

/** Most tokens of a chunk; the embedder reads 256, headings included. */
export const maxChunkTokens = 200;

/** More characters than that are never one chunk: counting the tokens of an endless word takes minutes. */
const maxCharactersPerToken = 16;

/**
 * Cuts a markdown document into chunks by its headings, each within the limit of tokens. Paragraphs, lists, tables and fenced
 * code stay whole where they fit.
 */
export function chunk(
  markdown: string,
  tokenizer: Tokenizer,
  locale: string,
  limit: number = maxChunkTokens,
): Chunk[] {
  const fits: Fits = (text) =>
    text.length <= limit * maxCharactersPerToken && tokenizer.count(text) <= limit;
  return markdownSections(markdown).flatMap(({ path, lines }) => {
    const pieces = markdownBlocks(lines).flatMap((block) => splitBlock(block, fits, locale));
    const heading = path.join(' > ');
    return packed(pieces, '\n\n', fits).map((text) => ({
      heading,
      text,
      tokens: tokenizer.count(text),
    }));
  });
}
