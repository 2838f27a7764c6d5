/** Widest span that is believed. */
const mostSpan = 100;

/**
 * Makes every table of a document one that markdown can hold: a heading row first, one line a cell, and a cell that spans rows
 * or columns repeated in each, so that every value stands under its heading. Tables that only lay out a page are dissolved.
 */
export function regularTables(document: Document): void {
  for (const table of document.querySelectorAll('table')) {
    const own = (part: Element) => part.closest('table') === table;
    const rows = [...table.querySelectorAll('tr')].filter(own);
    const cells = [...table.querySelectorAll('th, td')].filter(own);
    if (cells.length < 2 || table.querySelector('table') !== null) {
      for (const cell of cells) cell.replaceWith(...blockOf(document, cell));
      for (const part of [...rows, table]) part.replaceWith(...part.childNodes);
    } else table.innerHTML = tableRows(spread(rows));
  }
}

function blockOf(document: Document, cell: Element): Node[] {
  const block = document.createElement('div');
  block.append(...cell.childNodes);
  return [block];
}

function spread(rows: Element[]): string[][] {
  const grid: string[][] = rows.map(() => []);
  for (const [at, row] of rows.entries()) {
    const line = grid[at] ?? [];
    let column = 0;
    for (const cell of row.querySelectorAll('th, td')) {
      while (line[column] !== undefined) column += 1;
      const html = inOneLine(cell);
      const [wide, high] = [span(cell, 'colspan'), span(cell, 'rowspan')];
      for (const below of grid.slice(at, at + high)) {
        for (let right = 0; right < wide; right++) below[column + right] = html;
      }
      column += wide;
    }
  }
  return grid.filter((line) => line.length > 0);
}

function span(cell: Element, name: string): number {
  const value = Number.parseInt(cell.getAttribute(name) ?? '1', 10);
  return Math.min(mostSpan, Math.max(1, Number.isNaN(value) ? 1 : value));
}

/** Lists and paragraphs within a cell become parts of one line. */
function inOneLine(cell: Element): string {
  for (const part of cell.querySelectorAll('br')) part.replaceWith(' ');
  for (const part of cell.querySelectorAll('p, div, li, ul, ol, h1, h2, h3, h4, h5, h6, pre')) {
    part.replaceWith(' ', ...part.childNodes, ' ');
  }
  return cell.innerHTML.replaceAll(/\s+/g, ' ').trim();
}

function tableRows(grid: string[][]): string {
  const width = Math.max(...grid.map((line) => line.length));
  const rows = grid.map((line, at) => {
    const tag = at === 0 ? 'th' : 'td';
    const cells = Array.from(
      { length: width },
      (_, column) => `<${tag}>${line[column] ?? ''}</${tag}>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  return rows.join('');
}
