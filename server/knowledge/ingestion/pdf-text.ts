import type { StructuredTextItem } from 'unpdf';

interface Line {
  text: string;
  fontSize: number;
  y: number;
  /** Right edge. */
  end: number;
}

/** A heading is set at least so much larger than the body, in one line of at most so many characters. */
const headingFactor = 1.15;
const longestHeading = 120;

/** Lines further apart than so many times the usual distance are of two paragraphs. */
const paragraphFactor = 1.3;

/** A line that reaches so much of the text's width goes on in the next one. */
const fullLineShare = 0.8;

const bullet = /^[•◦▪‣●○■·–]\s*/;

/**
 * Lines, paragraphs and headings of a PDF as markdown, guessed from where and how large the text is set: PDF itself knows only
 * places. Pages never run into each other.
 */
export function pdfToMarkdown(pages: StructuredTextItem[][]): string {
  const lines = pages.map(linesOf);
  const level = headingLevels(lines.flat());
  return lines
    .map((page) => pageText(page, level))
    .filter((text) => text !== '')
    .join('\n\n');
}

function linesOf(items: StructuredTextItem[]): Line[] {
  const lines: Line[] = [];
  let isEnded = true;
  for (const item of items) {
    const line = lines.at(-1);
    const size = item.fontSize || item.height;
    if (item.str.trim() === '') {
      isEnded ||= item.hasEOL;
      if (line !== undefined && item.str !== '') line.text += ' ';
      continue;
    }
    if (isEnded || line === undefined || Math.abs(line.y - item.y) > size / 2) {
      lines.push({ text: item.str, fontSize: size, y: item.y, end: item.x + item.width });
    } else {
      const isApart = item.x - line.end > size / 6;
      line.text += isApart ? ` ${item.str}` : item.str;
      line.end = item.x + item.width;
      line.fontSize = Math.max(line.fontSize, size);
    }
    isEnded = item.hasEOL;
  }
  return lines.map((line) => ({ ...line, text: line.text.replaceAll(/\s+/g, ' ').trim() }));
}

/** The level of a line that is a heading, else null: the largest letters are level 1. */
function headingLevels(lines: Line[]): (line: Line) => number | null {
  const body = mostFrequent(lines.map(({ text, fontSize }) => [fontSize, text.length]));
  const isHeading = ({ text, fontSize }: Line) =>
    fontSize >= body * headingFactor && text.length <= longestHeading && /\p{L}/u.test(text);
  const sizes = [...new Set(lines.filter(isHeading).map((line) => rounded(line.fontSize)))];
  sizes.sort((left, right) => right - left);
  return (line) =>
    isHeading(line) ? Math.min(6, sizes.indexOf(rounded(line.fontSize)) + 1) : null;
}

function pageText(lines: Line[], level: (line: Line) => number | null): string {
  const right = Math.max(0, ...lines.map(({ end }) => end));
  const distance = usualDistance(lines);
  let text = '';
  let before: Line | undefined;
  for (const line of lines) {
    const heading = level(line);
    const isNew =
      before === undefined || heading !== level(before) || isApart(before, line, distance);
    text += before === undefined ? '' : isNew ? '\n\n' : glue(before, line, right, heading);
    text += heading !== null && isNew ? `${'#'.repeat(heading)} ${line.text}` : item(line.text);
    before = line;
  }
  return text;
}

/** From one line of a paragraph to the next, in points. */
function usualDistance(lines: Line[]): number {
  const distances = lines.slice(1).map((line, at) => (lines[at]?.y ?? line.y) - line.y);
  const near = distances.filter((distance, at) => distance <= 2 * (lines[at + 1]?.fontSize ?? 0));
  return mostFrequent(near.map((distance) => [distance, 1]));
}

/** Too far below, or above as where a column begins. */
function isApart(before: Line, line: Line, distance: number): boolean {
  const gap = before.y - line.y;
  return gap < 0 || gap > paragraphFactor * Math.max(distance, line.fontSize);
}

/** A heading of two lines stays one; a paragraph's lines are joined where the upper one is full. */
function glue(before: Line, line: Line, right: number, heading: number | null): string {
  if (heading !== null) return ' ';
  if (bullet.test(line.text) || before.end < fullLineShare * right) return '\n';
  return /\p{L}-$/u.test(before.text) ? '' : ' ';
}

function item(text: string): string {
  return text.replace(bullet, '- ');
}

const rounded = (size: number): number => Math.round(size * 2) / 2;

/** The value of the greatest weight, to half a point; 0 without any. */
function mostFrequent(weighted: [value: number, weight: number][]): number {
  const weights = new Map<number, number>();
  for (const [value, weight] of weighted) {
    weights.set(rounded(value), (weights.get(rounded(value)) ?? 0) + weight);
  }
  let best: [number, number] = [0, 0];
  for (const entry of weights) if (entry[0] > 0 && entry[1] > best[1]) best = entry;
  return best[0];
}
