import fc from 'fast-check';
import type { RootContent } from 'mdast';
import { describe, expect, it } from 'vitest';
import { GrowingMarkdown } from './growing-markdown.ts';
import { parseMarkdown } from './parse-markdown.ts';

/** The nodes without their places in the text. */
function shapeOf(nodes: RootContent[]): unknown {
  return JSON.parse(
    JSON.stringify(nodes, (key, value) => (key === 'position' ? undefined : value)),
  );
}

const piece = fc.constantFrom(
  'a word ',
  '\n',
  '\n\n',
  '- item\n',
  '  nested\n',
  '1. first\n',
  '   more\n',
  '# Heading\n',
  '> quoted\n',
  '```\n',
  '    indented\n',
  '**bold**',
  '*',
  '`',
  '[1]',
  '[1]: http://a.example\n',
  '[text](http://a.example)',
  '| a | b |\n|---|---|\n',
  '| 1 | 2 |\n',
  '---\n',
  '===\n',
  '<b>html</b>',
  '<div>\n',
  '\t',
  '\\',
  '&amp;',
);

describe('growing markdown', () => {
  it('gives the same blocks as parsing the whole text, however the text is cut', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const growing = new GrowingMarkdown();
        let text = '';
        for (const each of pieces) {
          text += each;
          const nodes = growing.update(text).map(({ node }) => node);
          expect(shapeOf(nodes)).toEqual(shapeOf(parseMarkdown(text)));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('leaves open what stands behind indented code', () => {
    const growing = new GrowingMarkdown();
    const text = '    indented\n*\n\na word';
    for (let end = 1; end <= text.length; end += 1) growing.update(text.slice(0, end));
    const nodes = growing.update(`${text} `).map(({ node }) => node);
    expect(shapeOf(nodes)).toEqual(shapeOf(parseMarkdown(`${text} `)));
  });

  it('keeps earlier blocks as they are', () => {
    const growing = new GrowingMarkdown();
    const [before] = growing.update('First.\n\nSecond.\n\nThi');
    const [after] = growing.update('First.\n\nSecond.\n\nThird.');
    expect(after).toBe(before);
  });

  it('starts over with another text', () => {
    const growing = new GrowingMarkdown();
    growing.update('First.\n\nSecond.');
    expect(growing.update('Other').map(({ key }) => key)).toEqual([0]);
  });
});
