import type { RootContent } from 'mdast';
import { parseMarkdown } from './parse-markdown.ts';

/** A top-level block; its key stays the same while it grows. */
export interface Block {
  key: number;
  node: RootContent;
}

/**
 * Parses a text that grows at its end. Only the last block can change, so only the text from its start is parsed again
 * and the blocks before it stay the same objects. Another text starts over.
 */
export class GrowingMarkdown {
  #text = '';
  #settled: readonly Block[] = [];
  #open: readonly Block[] = [];
  #openFrom = 0;

  /** The blocks of `text`. */
  update(text: string): readonly Block[] {
    if (!text.startsWith(this.#text)) {
      this.#settled = [];
      this.#openFrom = 0;
    } else if (text === this.#text) {
      return [...this.#settled, ...this.#open];
    }
    this.#text = text;
    this.#parseOpen(text);
    return [...this.#settled, ...this.#open];
  }

  #parseOpen(text: string): void {
    const first = this.#settled.length;
    const open = text.slice(this.#openFrom);
    const blocks = parseMarkdown(open).map((node, index) => ({ key: first + index, node }));
    // A line that is not complete may yet turn out to belong to the block before it.
    const complete = open.lastIndexOf('\n');
    const lines = blocks.map(({ node }) => lineStart(open, node));
    const last = lines.findLastIndex(
      (line, index) =>
        line < complete &&
        !blocks
          .slice(Math.max(0, index - 1), index + 1)
          .some((block) => isIndentedCode(open, block)),
    );
    if (last > 0) {
      this.#settled = [...this.#settled, ...blocks.slice(0, last)];
      this.#open = blocks.slice(last);
      this.#openFrom += lines[last] ?? 0;
    } else {
      this.#open = blocks;
    }
  }
}

/** It and what follows it depend on what stands before them: a lone `*` behind it is text, and a list anywhere else. */
function isIndentedCode(text: string, { node }: Block): boolean {
  if (node.type !== 'code') return false;
  return !/^(?:```|~~~)/.test(text.slice(node.position?.start.offset));
}

/** Where the line begins on which the block does. */
function lineStart(text: string, { position }: RootContent): number {
  const offset = position?.start.offset ?? 0;
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
