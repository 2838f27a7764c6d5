import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gptTokenizer } from '../../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { type Chunk, chunk, maxChunkTokens } from './chunk.ts';

const chunks = (markdown: string, limit?: number, locale = 'en') =>
  chunk(markdown, gptTokenizer, locale, limit);
const texts = (found: Chunk[]) => found.map(({ text }) => text);
const outline = (found: Chunk[]) => found.map(({ heading, text }) => [heading, text]);

describe('headings', () => {
  it('stand above their text as a path by their levels', () => {
    const markdown = `Intro.

# Plans
All plans.
## S
Small.
### Price
9.90
## M
Medium.
# Repairs
Ours.`;
    expect(outline(chunks(markdown))).toEqual([
      ['', 'Intro.'],
      ['Plans', 'All plans.'],
      ['Plans > S', 'Small.'],
      ['Plans > S > Price', '9.90'],
      ['Plans > M', 'Medium.'],
      ['Repairs', 'Ours.'],
    ]);
  });

  it('may begin at any level and skip some', () => {
    expect(outline(chunks('### C\nc\n## B\nb\n##### E\ne\n## D\nd'))).toEqual([
      ['C', 'c'],
      ['B', 'b'],
      ['B > E', 'e'],
      ['D', 'd'],
    ]);
  });

  it('may be underlined, or closed by hashes', () => {
    expect(outline(chunks('Plans\n=====\na\n\nPrice\n---\nb\n\n# Open #\nc'))).toEqual([
      ['Plans', 'a'],
      ['Plans > Price', 'b'],
      ['Open', 'c'],
    ]);
  });

  it('are no headings in fenced code, nor without a space, nor as long as a paragraph', () => {
    const fenced = '```sh\n# comment\n~~~\n## not either\n```';
    const long = `# ${'word '.repeat(50)}`.trim();
    expect(outline(chunks(`${fenced}\n\n#hashtag\n\n${long}\n\n- item\n---\nend`))).toEqual([
      ['', `${fenced}\n\n#hashtag\n\n${long}\n\n- item\n---\nend`],
    ]);
  });

  it('with nothing below them are text, those with headings below are a path only', () => {
    expect(
      outline(chunks('# A\n## B\n### C\nc\n## Closed on Sundays\n## D\nd\n# The end')),
    ).toEqual([
      ['A > B > C', 'c'],
      ['A', 'Closed on Sundays'],
      ['A > D', 'd'],
      ['', 'The end'],
    ]);
    expect(chunks('')).toEqual([]);
    expect(chunks(' \n\n\t\n')).toEqual([]);
    expect(chunks('#\n\n##\n')).toEqual([]);
  });
});

describe('a section longer than the limit', () => {
  it('is cut between paragraphs, and neighbours that fit together stay together', () => {
    const paragraph = (name: string) => `${name} ${'word '.repeat(20)}`.trim();
    const [a, b, c] = ['A', 'B', 'C'].map(paragraph);
    expect(texts(chunks(`## H\n${a}\n\n${b}\n \n${c}`, 50))).toEqual([`${a}\n\n${b}`, c]);
  });

  it('is cut within a paragraph between lines, then sentences, then words, then letters', () => {
    const sentence = 'The bell rings twice.';
    expect(texts(chunks(`${sentence} ${sentence} ${sentence}`, 12))).toEqual([
      `${sentence} ${sentence}`,
      sentence,
    ]);
    expect(texts(chunks('one two three four five six', 2))).toEqual([
      'one two',
      'three four',
      'five six',
    ]);
    const word = 'x'.repeat(5_000);
    expect(texts(chunks(word)).join('')).toBe(word);
    expect(texts(chunks('🚲'.repeat(500), 20)).join('')).toBe('🚲'.repeat(500));
  });

  it('is not cut at a dot that ends no sentence', () => {
    const words = 'Der Versand ruht über die Feiertage im Lager.';
    const date =
      'Wir liefern vom 24. Dezember bis 6. Januar nicht, auch Reifen Nr. A7 und bzw. B8.';
    for (let limit = 27; limit < 40; limit += 1)
      expect(texts(chunks(`${words} ${date} ${words}`, limit, 'de'))).toContainEqual(
        expect.stringContaining(date),
      );
  });

  it('cuts a table between rows and repeats its head', () => {
    const head = '| Part | Price |\n| --- | ---: |';
    const rows = Array.from({ length: 60 }, (_, at) => `| Part ${at} | ${at}.00 EUR |`);
    const found = texts(chunks(`Before:\n${head}\n${rows.join('\n')}\nAfter.`));
    expect(found.length).toBeGreaterThan(2);
    for (const text of found) expect(text).toContain(`${head}\n| Part `);
    expect(found.join('\n').match(/^\| Part \d.*$/gm)).toEqual(rows);
    expect(found[0]).toMatch(/^Before:\n\n\|/);
    expect(found.at(-1)).toMatch(/\|\n\nAfter\.$/);
  });

  it('turns a row too long for a chunk into lines of head and cell', () => {
    const long = 'word '.repeat(30).trim();
    const found = texts(
      chunks(`| Part | Note |\n|---|---|\n| Bell | ${long} |\n| Lock | new |`, 24),
    );
    expect(found[0]).toMatch(/^Part: Bell/);
    expect(found.join(' ')).toContain('Note: word');
    expect(found.at(-1)).toContain('| Part | Note |\n|---|---|\n| Lock | new |');
  });

  it('keeps code with its blank lines in one fence, and fences each part of code that is cut', () => {
    expect(texts(chunks('~~~\na\n\n\nb\n~~~'))).toEqual(['~~~\na\n\n\nb\n~~~']);
    const lines = Array.from({ length: 60 }, (_, at) => `call(${at});`);
    const found = texts(chunks(`\`\`\`js\n${lines.join('\n')}\n\`\`\``));
    expect(found.length).toBeGreaterThan(1);
    for (const text of found) expect(text).toMatch(/^```js\n[^`]+\n```$/);
    expect(found.flatMap((text) => text.split('\n').slice(1, -1))).toEqual(lines);
  });
});

describe('any document', { timeout: 30_000 }, () => {
  const word = fc.oneof(
    { weight: 6, arbitrary: fc.stringMatching(/^[a-z0-9.,€ü]{1,12}$/) },
    { weight: 1, arbitrary: fc.stringMatching(/^[a-zß]{200,600}$/) },
    { weight: 1, arbitrary: fc.constantFrom('🚲🚲🚲', '<|endoftext|>', '**bold**', '`x`') },
  );
  const sentence = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' '));
  const cells = fc.array(sentence, { minLength: 2, maxLength: 2 });
  const block = fc.oneof(
    sentence,
    sentence.map((text) => `## ${text}`),
    fc.array(sentence, { minLength: 1, maxLength: 8 }).map((items) => `- ${items.join('\n- ')}`),
    fc
      .array(cells, { minLength: 2, maxLength: 12 })
      .map(([head = [], ...rows]) =>
        [head, ['---', '---'], ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n'),
      ),
    fc.array(sentence, { maxLength: 20 }).map((lines) => `\`\`\`\n${lines.join('\n')}\n\`\`\``),
  );
  const document = fc.array(block, { maxLength: 12 }).map((blocks) => blocks.join('\n\n'));
  const wordsOf = (text: string) =>
    text.split(/[\s|]+/).filter((each) => /[\p{L}\p{N}]/u.test(each) && each.length < 100);

  it('has every word in some chunk, and every chunk within the limit', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 24, max: maxChunkTokens }), (markdown, limit) => {
        const found = chunks(markdown, limit);
        for (const { text, tokens } of found) {
          expect(tokens).toBe(gptTokenizer.count(text));
          expect(tokens).toBeLessThanOrEqual(limit);
          expect(text.trim()).toBe(text);
          expect(text).not.toBe('');
        }
        const kept = found.map(({ heading, text }) => `${heading}\n${text}`).join('\n');
        const glued = kept.replaceAll(/\s+/g, '');
        for (const each of wordsOf(markdown)) expect(glued).toContain(each);
      }),
      { numRuns: 40 },
    );
  });

  it('of two million characters without a blank is cut within a second or two', () => {
    const found = chunks('a'.repeat(2_000_000));
    expect(texts(found).join('')).toHaveLength(2_000_000);
  });
});
