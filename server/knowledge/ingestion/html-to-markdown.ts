import { isProbablyReaderable, Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import TurndownService from 'turndown';
import { tables } from 'turndown-plugin-gfm';
import { regularTables } from './regular-tables.ts';

/** HTML of a fragment as markdown: headings, lists, tables and links stay, scripts and pictures go. Nothing in it is run. */
export function htmlToMarkdown(html: string): string {
  const { document } = parseHTML(page(html));
  regularTables(document);
  const turndown = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
  });
  turndown.use(tables);
  turndown.addRule('cell', {
    filter: ['th', 'td'],
    replacement: (content, cell) =>
      `${cell.previousSibling === null ? '|' : ''} ${content.replaceAll('|', '\\|')} |`,
  });
  turndown.remove(['title', 'script', 'style', 'noscript', 'iframe', 'nav']);
  turndown.remove(['button', 'select', 'textarea']);
  turndown.addRule('no-pictures', {
    filter: ['img', 'video', 'audio', 'canvas'],
    replacement: () => '',
  });
  return turndown.turndown(document.documentElement.innerHTML).trim();
}

/** The article of a whole page, without its menus and footers, with its title. */
export function pageToMarkdown(html: string): { title: string | null; markdown: string } {
  const { document } = parseHTML(page(html));
  const title = document.querySelector('title')?.textContent?.trim() || null;
  const whole = document.querySelector('body')?.innerHTML ?? document.documentElement.innerHTML;
  const article = isProbablyReaderable(document) ? new Readability(document).parse() : null;
  const markdown = htmlToMarkdown(article?.content ?? whole);
  return { title: article?.title?.trim() || title, markdown };
}

/** The parser wants a whole page. */
function page(html: string): string {
  return /<html[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`;
}
