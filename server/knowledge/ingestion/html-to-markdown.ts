import { isProbablyReaderable, Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import TurndownService from 'turndown';
import { tables } from 'turndown-plugin-gfm';

/** HTML of a fragment as markdown: headings, lists, tables and links stay, scripts and pictures go. */
export function htmlToMarkdown(html: string): string {
  const turndown = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
  });
  turndown.use(tables);
  turndown.remove(['script', 'style', 'noscript', 'iframe', 'form', 'nav']);
  turndown.addRule('no-pictures', {
    filter: ['img', 'video', 'audio', 'canvas'],
    replacement: () => '',
  });
  return turndown.turndown(html);
}

/** The article of a whole page, without its menus and footers, with its title. */
export function pageToMarkdown(html: string): { title: string | null; markdown: string } {
  const { document } = parseHTML(html);
  const title = document.querySelector('title')?.textContent?.trim() || null;
  const whole = document.body?.innerHTML ?? html;
  const article = isProbablyReaderable(document) ? new Readability(document).parse() : null;
  const markdown = htmlToMarkdown(article?.content ?? whole).trim();
  return { title: article?.title?.trim() || title, markdown };
}
