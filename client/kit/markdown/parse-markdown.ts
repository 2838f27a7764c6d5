import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';

/**
 * Raw HTML is read as text. So are definitions, as `[1]` is a citation here; it also makes every block independent of
 * what follows it.
 */
const plain = { disable: { null: ['htmlFlow', 'htmlText', 'definition'] } };

/** The top-level blocks of a markdown text (CommonMark with tables) as mdast nodes. */
export function parseMarkdown(text: string): RootContent[] {
  return fromMarkdown(text, {
    extensions: [gfmTable(), plain],
    mdastExtensions: [gfmTableFromMarkdown()],
  }).children;
}
