import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from './markdown.tsx';
import { plainText } from './plain-text.ts';

const html = (text: string) =>
  renderToStaticMarkup(<Markdown text={text} cite={(number) => <sup>{number}</sup>} />);

describe('markdown', () => {
  it('shows raw HTML as text', () => {
    expect(html('<img src=x onerror=alert(1)>')).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>');
    expect(html('<script>\nalert(1)\n</script>')).not.toContain('<script');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil.example', '/relative'])(
    'makes no link of %s',
    (url) => {
      expect(html(`[text](<${url}>)`)).toBe('<p>text</p>');
    },
  );

  it('opens links to the web, mail and telephone apart from the page', () => {
    expect(html('[text](https://a.example/x)')).toBe(
      '<p><a href="https://a.example/x" target="_blank" rel="noopener noreferrer nofollow">text</a></p>',
    );
    expect(html('[write](mailto:a@b.example)')).toContain('href="mailto:a@b.example"');
    expect(html('[call](tel:+4912)')).toContain('href="tel:+4912"');
    expect(html('See https://a.example/x.')).toContain('>https://a.example/x</a>.');
  });

  it('loads no images', () => {
    expect(html('![a bicycle](https://a.example/x.png)')).toBe('<p>a bicycle</p>');
  });

  it('makes markers of citations, also where a definition would hide them', () => {
    expect(html('Thirty days. [1][2]')).toBe('<p>Thirty days. <sup>1</sup><sup>2</sup></p>');
    expect(html('[1]: https://a.example')).toContain('<sup>1</sup>');
  });

  it('renders lists, tables and code', () => {
    expect(html('1. one\n2. two')).toBe(
      '<ol start="1"><li><p>one</p></li><li><p>two</p></li></ol>',
    );
    expect(html('| a | b |\n|---|--:|\n| 1 | 2 |')).toContain('<td align="right">2</td>');
    expect(html('`x < y`')).toBe('<p><code>x &lt; y</code></p>');
  });

  it('reads as words without marks and citations', () => {
    expect(plainText('**Thirty** days [1].\n\n- one\n- two')).toBe('Thirty days. one two');
  });
});
