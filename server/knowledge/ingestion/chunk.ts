import type { Tokenizer } from '../../ports/tokenizer.ts';

/** A part of a document under one heading. */
export interface Chunk {
  /** The headings above it, joined by " > ", without the document's title. */
  heading: string;
  text: string;
  tokens: number;
}

/** Most tokens of a chunk; the embedder reads 256, headings included. */
export const maxChunkTokens = 200;

interface Section {
  heading: string;
  text: string;
}

/** Splits by headings outside code fences; a heading's level decides what stands above it. */
function sections(markdown: string): Section[] {
  const found: { path: string[]; lines: string[] }[] = [{ path: [], lines: [] }];
  let path: { level: number; title: string }[] = [];
  let inFence = false;
  for (const line of markdown.split('\n')) {
    if (/^\s*(?:```|~~~)/.test(line)) inFence = !inFence;
    const heading = inFence ? null : /^(#{1,6})\s+(.+?)\s*#*\s*$/.exec(line);
    if (heading === null) {
      found.at(-1)?.lines.push(line);
      continue;
    }
    const level = (heading[1] ?? '#').length;
    // By level, not by place: a document may begin with headings of the second level.
    path = [...path.filter((above) => above.level < level), { level, title: heading[2] ?? '' }];
    found.push({ path: path.map(({ title }) => title), lines: [] });
  }
  return found
    .map(({ path: headings, lines }) => ({
      heading: headings.filter(Boolean).join(' > '),
      text: lines.join('\n').trim(),
    }))
    .filter(({ text }) => text !== '');
}

/** A table too long for one chunk is cut between rows, each part with the table's head. */
function splitTable(block: string, fits: (text: string) => boolean): string[] {
  const [head = '', rule = '', ...rows] = block.split('\n');
  const parts: string[] = [];
  let current: string[] = [];
  for (const row of rows) {
    if (current.length > 0 && !fits([head, rule, ...current, row].join('\n'))) {
      parts.push([head, rule, ...current].join('\n'));
      current = [];
    }
    current.push(row);
  }
  return [...parts, [head, rule, ...current].join('\n')];
}

/** A block too long for one chunk is cut at lines, then sentences, then words. */
function splitBlock(block: string, fits: (text: string) => boolean): string[] {
  if (fits(block)) return [block];
  if (/^\s*\|.*\|\s*\n\s*\|[\s:|-]+\|/.test(block)) return splitTable(block, fits);
  for (const [separator, glue] of [
    [/\n/, '\n'],
    [/(?<=[.!?])\s+/, ' '],
    [/\s+/, ' '],
  ] as const) {
    const pieces = block.split(separator);
    if (pieces.length > 1)
      return packed(
        pieces.flatMap((piece) => (fits(piece) ? [piece] : splitBlock(piece, fits))),
        glue,
        fits,
      );
  }
  const half = Math.ceil(block.length / 2);
  return block.length < 2
    ? [block]
    : [block.slice(0, half), block.slice(half)].flatMap((part) => splitBlock(part, fits));
}

/** Joins neighbours as long as they fit together. */
function packed(pieces: string[], glue: string, fits: (text: string) => boolean): string[] {
  const result: string[] = [];
  for (const piece of pieces) {
    const joined = result.length === 0 ? piece : `${result.at(-1)}${glue}${piece}`;
    if (result.length > 0 && fits(joined)) result[result.length - 1] = joined;
    else result.push(piece);
  }
  return result;
}

/**
 * Cuts a markdown document into chunks by its headings, each within the limit of tokens. Paragraphs, lists and tables stay
 * whole where they fit.
 */
export function chunk(
  markdown: string,
  tokenizer: Tokenizer,
  limit: number = maxChunkTokens,
): Chunk[] {
  const fits = (text: string): boolean => tokenizer.count(text) <= limit;
  return sections(markdown).flatMap(({ heading, text }) => {
    const blocks = text
      .split(/\n{2,}/)
      .map((block) => block.trim())
      .filter(Boolean);
    const pieces = packed(
      blocks.flatMap((block) => splitBlock(block, fits)),
      '\n\n',
      fits,
    );
    return pieces.map((piece) => ({ heading, text: piece, tokens: tokenizer.count(piece) }));
  });
}
