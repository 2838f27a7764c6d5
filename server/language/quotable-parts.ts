import { monthBehindDot } from '../quality/values/month-names.ts';
import { sentencesOf } from './sentences.ts';

/** The smallest part of a text that can be quoted by itself. */
export interface QuotablePart {
  kind: 'sentence' | 'list-item' | 'table-row';
  /** Without markup for emphasis. */
  text: string;
  /** What leads to it: the sentence before a list. Empty where there is none. */
  lead: string;
}

/** "24. Dezember" is no twenty-fourth item. */
const listMarker = new RegExp(`^\\s*(?:[-*+•]|\\d{1,2}[.)](?!\\s+${monthBehindDot}))\\s+`, 'iu');
const tableRule = /^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$/;

/** Cuts markdown into sentences, list items and table rows, in order; a row is put as a sentence with its columns' names. */
export function quotableParts(markdown: string, locale: string): QuotablePart[] {
  return blocksOf(markdown).flatMap((lines, position, blocks) =>
    partsOf(lines, blocks[position - 1], locale),
  );
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

function partsOf(lines: string[], before: string[] | undefined, locale: string): QuotablePart[] {
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

function listItems(lines: string[], lead: string): QuotablePart[] {
  const items: string[] = [];
  for (const line of lines) {
    if (listMarker.test(line)) items.push(line.replace(listMarker, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items.map((item) => ({ kind: 'list-item', text: plain(item), lead }));
}

function tableRows(lines: string[]): QuotablePart[] {
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
