import { sentencesOf } from '../../language/sentences.ts';
import type { Block } from './markdown-blocks.ts';

/** Whether a text is small enough for one chunk. */
export type Fits = (text: string) => boolean;

/** Cuts a block that is too long for one chunk into pieces that fit; one that fits stays whole. */
export function splitBlock({ kind, lines }: Block, fits: Fits, locale: string): string[] {
  const whole = lines.join('\n').trim();
  if (fits(whole)) return [whole];
  if (kind === 'table') return splitTable(lines, fits, locale);
  if (kind === 'code') return splitCode(lines, fits, locale);
  return splitText(whole, fits, locale);
}

/** Joins neighbours as long as they fit together. */
export function packed(pieces: string[], glue: string, fits: Fits): string[] {
  const result: string[] = [];
  for (const piece of pieces) {
    const joined = result.length === 0 ? piece : `${result.at(-1)}${glue}${piece}`;
    if (result.length > 0 && fits(joined)) result[result.length - 1] = joined;
    else result.push(piece);
  }
  return result;
}

/** Between rows, each part with the table's head. A row too long for that becomes lines of head and cell. */
function splitTable(lines: string[], fits: Fits, locale: string): string[] {
  const [head = '', rule = '', ...rows] = lines;
  const parts: string[] = [];
  let current: string[] = [];
  const flush = () => {
    if (current.length > 0) parts.push([head, rule, ...current].join('\n'));
    current = [];
  };
  for (const row of rows) {
    if (!fits([head, rule, ...current, row].join('\n'))) flush();
    if (fits([head, rule, row].join('\n'))) current.push(row);
    else parts.push(...splitText(asLines(head, row), fits, locale));
  }
  flush();
  return rows.length === 0 ? splitText(head, fits, locale) : parts;
}

function asLines(head: string, row: string): string {
  const [names, cells] = [cellsOf(head), cellsOf(row)];
  const longer = names.length > cells.length ? names : cells;
  return longer
    .map((_, column) => [names[column], cells[column]].filter(Boolean).join(': '))
    .join('\n');
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** Between lines, each part fenced anew. */
function splitCode(lines: string[], fits: Fits, locale: string): string[] {
  const [open = '', ...rest] = lines;
  const sign = /[`~]{3,}/.exec(open)?.[0] ?? '```';
  const isClosed = rest.at(-1)?.trim() === sign;
  const fenced = (code: string) => [open, code, sign].join('\n');
  const fitsFenced: Fits = (code) => fits(fenced(code));
  // A fence opened by an endless line leaves no room for code.
  if (!fitsFenced('')) return splitText(lines.join('\n'), fits, locale);
  const code = isClosed ? rest.slice(0, -1) : rest;
  const pieces = code.flatMap((line) =>
    fitsFenced(line) ? [line] : splitText(line, fitsFenced, locale),
  );
  return packed(pieces, '\n', fitsFenced).map(fenced);
}

const cuts: { glue: string; cut: (text: string, locale: string) => string[] }[] = [
  { glue: '\n', cut: (text) => text.split('\n') },
  { glue: ' ', cut: sentencesApart },
  { glue: ' ', cut: (text) => text.split(/\s+/) },
];

/** Sentences between which there is space: glued with one, they are the text as it was. */
function sentencesApart(text: string, locale: string): string[] {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const apart: string[] = [];
  let end = 0;
  for (const sentence of sentencesOf(line, locale)) {
    const isApart = end === 0 || line[end] === ' ';
    if (isApart) apart.push(sentence);
    else apart[apart.length - 1] += sentence;
    end = line.indexOf(sentence, end) + sentence.length;
  }
  return apart;
}

/** At lines, then sentences, then words; a word that is too long is halved. */
function splitText(text: string, fits: Fits, locale: string): string[] {
  if (fits(text)) return text.trim() === '' ? [] : [text];
  for (const { glue, cut } of cuts) {
    const pieces = cut(text, locale).filter((piece) => piece !== '');
    if (pieces.length < 2) continue;
    return packed(
      pieces.flatMap((piece) => splitText(piece, fits, locale)),
      glue,
      fits,
    );
  }
  const word = text.trim();
  const half = wholeCharacter(word, Math.ceil(word.length / 2));
  if (half === 0 || half === word.length) return [word];
  return [word.slice(0, half), word.slice(half)].flatMap((part) => splitText(part, fits, locale));
}

/** Not between the two halves of a character outside the basic plane. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
