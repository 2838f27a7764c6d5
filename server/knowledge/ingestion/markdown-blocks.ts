import { fenceAfter } from './markdown-sections.ts';

/** A paragraph or list, a table, or fenced code: what stays whole where it fits. */
export interface Block {
  kind: 'text' | 'table' | 'code';
  lines: string[];
}

const isRow = (line: string): boolean => /^\s*\|.*\|\s*$/.test(line);
const isRule = (line: string): boolean => /^\s*\|[\s:|-]*-[\s:|-]*\|\s*$/.test(line);

/** Splits a section's lines at blank lines, and where a table or a code fence begins or ends. */
export function markdownBlocks(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let current: Block = { kind: 'text', lines: [] };
  const begin = (kind: Block['kind']) => {
    if (current.lines.length > 0) blocks.push(current);
    current = { kind, lines: [] };
  };
  let fence: string | null = null;
  for (const [at, line] of lines.entries()) {
    const before = fence;
    fence = fenceAfter(line, fence);
    if (before !== null) {
      current.lines.push(line);
      if (fence === null) begin('text');
      continue;
    }
    if (fence !== null) begin('code');
    else if (line.trim() === '') begin('text');
    else if (isRow(line) && isRule(lines[at + 1] ?? '')) begin('table');
    else if (current.kind === 'table' && !isRow(line)) begin('text');
    if (line.trim() !== '') current.lines.push(line.trimEnd());
  }
  begin('text');
  return blocks;
}
