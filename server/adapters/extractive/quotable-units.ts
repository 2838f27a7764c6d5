import { sentencesOf } from '../../language/sentences.ts';
import type { Passage } from '../../ports/knowledge-store.ts';

/** The smallest part of a passage that can be quoted by itself. */
export interface QuotableUnit {
  /** The passage's number in the prompt, from 1. */
  number: number;
  passage: Passage;
  kind: 'sentence' | 'list-item' | 'table-row';
  /** Without markup for emphasis. */
  text: string;
  /** Position within its passage. */
  position: number;
  /** What leads to it: the sentence before a list. Empty where there is none. */
  lead: string;
}

type Part = Pick<QuotableUnit, 'kind' | 'text' | 'lead'>;

const listMarker = /^\s*(?:[-*+•]|\d{1,2}[.)])\s+/;
const tableRule = /^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$/;

/** Cuts a passage into sentences, list items and table rows; a row is put as a sentence with its columns' names. */
export function quotableUnits(passage: Passage, number: number): QuotableUnit[] {
  return blocksOf(passage.text)
    .flatMap((lines, position, blocks) => partsOf(lines, blocks[position - 1], passage.locale))
    .map((part, position) => ({ number, passage, position, ...part }));
}

/** Lines that belong together: a paragraph, a list or a table. */
function blocksOf(text: string): string[][] {
  const blocks: string[][] = [];
  let current: string[] = [];
  let kind = '';
  for (const line of text.split('\n')) {
    const next = line.trim() === '' ? '' : kindOfLine(line, kind);
    if (next !== kind && current.length > 0) {
      blocks.push(current);
      current = [];
    }
    if (next !== '') current.push(line);
    kind = next;
  }
  if (current.length > 0) blocks.push(current);
  return blocks;
}

function kindOfLine(line: string, previous: string): string {
  if (/^\s*\|/.test(line)) return 'table';
  if (listMarker.test(line)) return 'list';
  // An indented line goes on with the list item above it.
  return previous === 'list' && /^\s{2,}/.test(line) ? 'list' : 'text';
}

function partsOf(lines: string[], before: string[] | undefined, locale: string): Part[] {
  const [first = ''] = lines;
  if (/^\s*\|/.test(first)) return tableRows(lines);
  if (listMarker.test(first)) return listItems(lines, leadOf(before, locale));
  return sentencesOf(plain(lines.join(' ')), locale).map((text) => ({
    kind: 'sentence',
    text,
    lead: '',
  }));
}

function leadOf(before: string[] | undefined, locale: string): string {
  const last = before === undefined ? '' : sentencesOf(plain(before.join(' ')), locale).at(-1);
  return last?.endsWith(':') ? last : '';
}

function listItems(lines: string[], lead: string): Part[] {
  const items: string[] = [];
  for (const line of lines) {
    if (listMarker.test(line)) items.push(line.replace(listMarker, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items.map((item) => ({ kind: 'list-item', text: plain(item), lead }));
}

function tableRows(lines: string[]): Part[] {
  const [head = '', ...others] = lines;
  const columns = cellsOf(head);
  return others
    .filter((line) => !tableRule.test(line))
    .map((line) => ({ kind: 'table-row', text: rowAsSentence(columns, cellsOf(line)), lead: '' }));
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => plain(cell.replaceAll('\\|', '|')));
}

/** "Plus: price a month 12 €, bikes 2." */
function rowAsSentence(columns: string[], cells: string[]): string {
  const [name = '', ...values] = cells;
  const named = values.flatMap((value, position) => {
    const column = columns[position + 1] ?? '';
    if (value === '') return [];
    return [column === '' ? value : `${column} ${value}`];
  });
  return named.length === 0 ? name : `${name}: ${named.join('; ')}`;
}

/** Without emphasis and inline code; links stay. */
function plain(markdown: string): string {
  return markdown
    .replaceAll(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replaceAll(/(?<![\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])/g, '$1')
    .replaceAll(/`([^`]+)`/g, '$1')
    .replaceAll(/^\s*(?:>|#{1,6})\s+/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
