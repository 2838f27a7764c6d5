import type { Nodes } from 'mdast';
import { parseMarkdown } from './parse-markdown.ts';

/** The words of a markdown text without its marks and citations, for reading aloud. */
export function plainText(markdown: string): string {
  const text = parseMarkdown(markdown).map(textOf).join(' ');
  return text
    .replace(/\s*\[\d{1,3}\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  if ('alt' in node) return node.alt ?? '';
  if (node.type === 'break') return ' ';
  if (!('children' in node)) return '';
  const separator = node.type === 'paragraph' || node.type === 'heading' ? '' : ' ';
  return node.children.map(textOf).join(separator);
}
