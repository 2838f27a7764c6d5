import { describe, expect, it } from 'vitest';
import { docxOf, pdfOf, wordParagraph, wordTable, zipOf } from './files.testing.ts';
import { maxTextCharacters, parseDocument } from './parse-document.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (fileName: string, content: string | Uint8Array) =>
  parseDocument(fileName, typeof content === 'string' ? bytes(content) : content);

describe('a markdown file', () => {
  it('keeps its text and takes its title from the front matter, else from the first heading', async () => {
    expect(await parse('a.md', '---\ntitle: Tubes\n---\n# Inner tubes\n\nText.')).toEqual({
      frontMatter: { title: 'Tubes' },
      title: 'Tubes',
      markdown: '# Inner tubes\n\nText.',
    });
    expect((await parse('a.md', '# Inner tubes\n\nText.')).title).toBe('Inner tubes');
    expect((await parse('a.md', 'Text.')).title).toBeNull();
  });

  it('may have any line ends, and be UTF-8 or marked UTF-16', async () => {
    expect((await parse('a.txt', 'One\r\n\r\nTwo\rThree')).markdown).toBe('One\n\nTwo\nThree');
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Größe 5 €', 'utf16le')]);
    expect((await parse('a.txt', wide)).markdown).toBe('Größe 5 €');
    expect((await parse('a.txt', '\uFEFFGröße')).markdown).toBe('Größe');
  });
});

describe('an HTML page', () => {
  it('becomes markdown with its headings, lists, tables and links', async () => {
    const page = `<html><head><title>Repairs</title></head><body><h2>Prices</h2>
      <ul><li>Inspection</li><li>Brakes</li></ul>
      <p>See <a href="https://shop.example/book">booking</a>.</p>
      <table><thead><tr><th>Work</th><th>EUR</th></tr></thead><tbody><tr><td>Brake</td><td>29.00</td></tr></tbody></table>
      </body></html>`;
    const { title, markdown } = await parse('a.html', page);
    expect(title).toBe('Repairs');
    expect(markdown).toContain('## Prices');
    expect(markdown).toMatch(/- +Inspection\n- +Brakes/);
    expect(markdown).toContain('[booking](https://shop.example/book)');
    expect(markdown).toContain('| Work | EUR |\n| --- | --- |\n| Brake | 29.00 |');
  });

  it('gives every cell of a table its row and column, also where cells span several', async () => {
    const { markdown } = await parse(
      'a.htm',
      `<table><tr><td>Plan</td><td colspan="2">Price | month</td></tr>
       <tr><td rowspan="2">S</td><td><p>9.90</p><p>EUR</p></td><td>bike</td></tr><tr><td>13.90<br>EUR</td><td>e-bike</td></tr></table>`,
    );
    expect(markdown.split('\n')).toEqual([
      '| Plan | Price \\| month | Price \\| month |',
      '| --- | --- | --- |',
      '| S | 9.90 EUR | bike |',
      '| S | 13.90 EUR | e-bike |',
    ]);
  });

  it('loses the tables that only lay out the page, and keeps those within', async () => {
    const { markdown } = await parse(
      'a.html',
      '<table><tr><td><h1>Shop</h1></td></tr><tr><td><table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>',
    );
    expect(markdown).toBe('# Shop\n\n| a | b |\n| --- | --- |\n| 1 | 2 |');
  });

  it('runs nothing and keeps neither scripts, menus nor controls, but the text of a form', async () => {
    const { markdown } = await parse(
      'a.html',
      `<body onload="globalThis.wasRun = true"><nav>Home</nav><script>globalThis.wasRun = true</script>
       <img src=x onerror="globalThis.wasRun = true"><style>p{}</style>
       <form><p>Opening hours: 9 to 18</p><button>Send</button></form></body>`,
    );
    expect(markdown).toBe('Opening hours: 9 to 18');
    expect(globalThis).not.toHaveProperty('wasRun');
  });

  it('is read in the encoding it names', async () => {
    const page = Buffer.from('<meta charset="iso-8859-1"><p>Größe</p>', 'latin1');
    expect((await parse('a.html', page)).markdown).toBe('Größe');
  });

  it.each(['<p>no html tag', '<html><p>no body', '<title>T</title><p>only', 'no tag at all'])(
    'may be as untidy as %s',
    async (page) => {
      expect((await parse('a.html', page)).markdown).toMatch(/^(?:no|only)/);
    },
  );
});

describe('a PDF', () => {
  it('keeps pages, paragraphs and headings apart and joins the lines of a paragraph', async () => {
    const file = pdfOf([
      [
        { text: 'Return policy', size: 20, y: 780 },
        { text: 'You can return a bicycle within thirty days of its delivery to you,', y: 740 },
        { text: 'as long as it was ridden less than twenty kilometres in all by you.', y: 726 },
        { text: 'Refunds take five days.', y: 700 },
        { text: 'Exceptions', size: 14, y: 660 },
        { text: '• Made to measure', y: 630 },
        { text: '• Gift cards', y: 616 },
      ],
      [{ text: 'Second page (with a bracket).', y: 780 }],
    ]);
    expect(await parse('policy.pdf', file)).toEqual({
      frontMatter: {},
      title: 'Return policy',
      markdown: [
        '# Return policy',
        'You can return a bicycle within thirty days of its delivery to you, as long as it was ridden less than twenty kilometres in all by you.',
        'Refunds take five days.',
        '## Exceptions',
        '- Made to measure\n- Gift cards',
        'Second page (with a bracket).',
      ].join('\n\n'),
    });
  });

  it('keeps the words of one line apart where they stand apart', async () => {
    const file = pdfOf([
      [
        { text: 'Brake pads', y: 700 },
        { text: '29.00 EUR', y: 700, x: 300 },
        { text: 'Chain', y: 686 },
        { text: '35.00 EUR', y: 686, x: 300 },
      ],
    ]);
    expect((await parse('a.pdf', file)).markdown).toMatch(
      /Brake pads 29\.00 EUR\s+Chain 35\.00 EUR/,
    );
  });
});

describe('a Word document', () => {
  it('becomes markdown with its headings and tables', async () => {
    const file = docxOf(
      wordParagraph('Loan bikes', 'Heading1') +
        wordParagraph('We lend you a bike.') +
        wordParagraph('Prices', 'Heading2') +
        wordTable([
          ['Days', 'EUR'],
          ['1', '12.00'],
        ]),
    );
    expect(await parse('loan.docx', file)).toEqual({
      frontMatter: {},
      title: 'Loan bikes',
      markdown:
        '# Loan bikes\n\nWe lend you a bike.\n\n## Prices\n\n| Days | EUR |\n| --- | --- |\n| 1 | 12.00 |',
    });
  });
});

describe('a file that cannot be read', { timeout: 30_000 }, () => {
  const pdf = pdfOf([[{ text: 'Text', y: 700 }]]);
  const docx = docxOf(wordParagraph('Text'));
  const damaged = 'document-damaged';
  it.each<[string, string, string | Uint8Array, string, RegExp]>([
    ['an unknown kind', 'a.exe', 'MZ', 'document-unsupported', /Allowed are \.md/],
    ['no kind', 'readme', 'text', 'document-unsupported', /Allowed are \.md/],
    ['nothing in it', 'a.md', '', damaged, /no text/],
    ['only front matter', 'a.md', '---\nid: a\n---\n', damaged, /no text/],
    ['bytes in place of text', 'a.txt', new Uint8Array([1, 0, 2]), damaged, /not text/],
    ['half a character', 'a.md', new Uint8Array([65, 0xc3]), damaged, /not UTF-8/],
    ['a page without text', 'a.html', '<script>1</script>', damaged, /no text/],
    ['another kind than it says', 'a.pdf', 'Hello', damaged, /not a PDF/],
    ['the second half of a PDF lost', 'a.pdf', pdf.slice(0, 60), damaged, /cannot be read as PDF/],
    ['a PDF without text', 'a.pdf', pdfOf([[]]), damaged, /scanned/],
    ['a picture called Word', 'a.docx', '\x89PNG', damaged, /not a DOCX/],
    ['half a Word document', 'a.docx', docx.slice(0, 300), damaged, /not a whole ZIP/],
    ['a ZIP that is no document', 'a.docx', zipOf({ 'a.txt': 'x' }), damaged, /as DOCX/],
    ['broken XML', 'a.docx', docxOf('<w:p><w:r>'), damaged, /as DOCX|no text/],
    ['a wrong field', 'a.md', '---\naudience: all\n---\nx', damaged, /"audience" is wrong/],
  ])('with %s is refused in words', async (_, fileName, content, code, message) => {
    await expect(parse(fileName, content)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it.each<[string, string, () => string | Uint8Array]>([
    ['a file over 20 MB', 'a.txt', () => new Uint8Array(20 * 1024 * 1024 + 1).fill(97)],
    ['more text than a thousand pages', 'a.txt', () => 'a '.repeat(maxTextCharacters)],
    ['a ZIP that unpacks to gigabytes', 'a.docx', () => bomb(() => 205)],
    ['a ZIP that lies about it', 'a.docx', () => bomb(() => 0)],
  ])('because of %s is refused as too large', async (_, fileName, make) => {
    await expect(parse(fileName, make())).rejects.toMatchObject({ code: 'document-too-large' });
  });
});

function bomb(claimedMegabytes: () => number): Uint8Array {
  const huge = Buffer.alloc(205 * 1024 * 1024, 97);
  return zipOf({ 'word/document.xml': huge }, { 'word/document.xml': claimedMegabytes() << 20 });
}
