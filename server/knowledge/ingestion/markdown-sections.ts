/** A part of a markdown document under one heading, as lines. */
export interface Section {
  /** The headings above it, outermost first. */
  path: string[];
  lines: string[];
}

/** A line longer than this is a paragraph, whatever stands before it. Characters. */
const longestHeading = 200;

interface OpenSection extends Section {
  level: number;
}

/**
 * Splits by headings outside code fences, both `# Heading` and underlined ones; a heading's level decides what stands above it.
 * A heading with nothing below it, not even another heading, is text of its own, so that no word of a document is lost.
 */
export function markdownSections(markdown: string): Section[] {
  const found: OpenSection[] = [{ path: [], lines: [], level: 0 }];
  let open: { level: number; title: string }[] = [];
  let fence: string | null = null;
  const lines = markdown.split('\n');
  for (const [at, line] of lines.entries()) {
    fence = fenceAfter(line, fence);
    const current = found.at(-1);
    const heading = fence === null ? headingAt(lines, at) : null;
    if (heading === null) current?.lines.push(line);
    else if (heading === 'underline') continue;
    else {
      // By level, not by place: a document may begin with headings of the second level.
      open = [...open.filter((above) => above.level < heading.level), heading];
      const path = open.map(({ title }) => title).filter((title) => title !== '');
      found.push({ path, lines: [], level: heading.level });
    }
  }
  return found.flatMap((section, at) => withText(section, found[at + 1]));
}

function withText(section: OpenSection, next: OpenSection | undefined): Section[] {
  const { path, lines, level } = section;
  if (lines.some((line) => line.trim() !== '')) return [{ path, lines }];
  const title = path.at(-1);
  if (title === undefined || (next !== undefined && next.level > level)) return [];
  return [{ path: path.slice(0, -1), lines: [title] }];
}

/** The fence that is open after the line: a fence is closed by one of the same sign, at least as long. */
export function fenceAfter(line: string, open: string | null): string | null {
  const mark = /^\s{0,3}(`{3,}|~{3,})(.*)$/.exec(line);
  if (mark === null) return open;
  const [, sign = '', rest = ''] = mark;
  if (open === null) return sign;
  return sign.startsWith(open) && rest.trim() === '' ? null : open;
}

function headingAt(
  lines: string[],
  at: number,
): { level: number; title: string } | 'underline' | null {
  const line = lines[at] ?? '';
  if (line.length > longestHeading) return null;
  const hashes = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(line);
  if (hashes !== null) {
    return { level: hashes[1]?.length ?? 1, title: hashes[2] ?? '' };
  }
  if (underlined(lines, at - 1) !== null) return 'underline';
  const level = underlined(lines, at);
  return level === null ? null : { level, title: line.trim() };
}

/** The level of a heading that is a line of its own above a rule of = or -. */
function underlined(lines: string[], at: number): number | null {
  const [before = '', line = '', rule = ''] = [lines[at - 1], lines[at], lines[at + 1]];
  if (line.length > longestHeading || line.includes('|') || before.trim() !== '') return null;
  if (!/^ {0,3}(?!\d+[.)])[\p{L}\p{N}]/u.test(line)) return null;
  if (/^=+[ \t]*$/.test(rule)) return 1;
  return /^-{2,}[ \t]*$/.test(rule) ? 2 : null;
}
