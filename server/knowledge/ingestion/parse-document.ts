import { extname } from 'node:path';
import mammoth from 'mammoth';
import { extractText, getDocumentProxy } from 'unpdf';
import { DeskhandError } from '../../errors.ts';
import { type FrontMatter, splitFrontMatter } from './front-matter.ts';
import { htmlToMarkdown, pageToMarkdown } from './html-to-markdown.ts';

/** A file's content as markdown with what it says about itself. */
export interface ParsedDocument {
  frontMatter: FrontMatter;
  /** From the front matter, the first heading or the page's title; null where the file names none. */
  title: string | null;
  markdown: string;
}

export const supportedExtensions = [
  '.md',
  '.markdown',
  '.txt',
  '.html',
  '.htm',
  '.pdf',
  '.docx',
] as const;

export const maxDocumentBytes = 20 * 1024 * 1024;

type Parser = (bytes: Uint8Array) => Promise<ParsedDocument>;

const decodeText = (bytes: Uint8Array): string => {
  if (bytes.includes(0))
    throw new DeskhandError('document-damaged', { message: 'The file is not text.' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DeskhandError('document-damaged', { message: 'The text is not UTF-8.', cause });
  }
};

const firstHeading = (markdown: string): string | null =>
  /^#{1,2}\s+(.+?)\s*#*$/m.exec(markdown)?.[1] ?? null;

const parseMarkdown: Parser = async (bytes) => {
  const { frontMatter, body } = splitFrontMatter(decodeText(bytes));
  return { frontMatter, title: frontMatter.title ?? firstHeading(body), markdown: body.trim() };
};

const parseHtml: Parser = async (bytes) => {
  const { title, markdown } = pageToMarkdown(decodeText(bytes));
  return { frontMatter: {}, title: title ?? firstHeading(markdown), markdown };
};

const startsWith = (bytes: Uint8Array, signature: string): boolean =>
  Buffer.from(bytes.subarray(0, signature.length)).toString('latin1') === signature;

const parsePdf: Parser = async (bytes) => {
  if (!startsWith(bytes, '%PDF-'))
    throw new DeskhandError('document-damaged', { message: 'The file is not a PDF.' });
  const proxy = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(proxy, { mergePages: false });
  const markdown = text
    .map((page) => page.trim())
    .join('\n\n')
    .trim();
  return { frontMatter: {}, title: null, markdown };
};

const parseDocx: Parser = async (bytes) => {
  if (!startsWith(bytes, 'PK'))
    throw new DeskhandError('document-damaged', { message: 'The file is not a DOCX.' });
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  const markdown = htmlToMarkdown(value).trim();
  return { frontMatter: {}, title: firstHeading(markdown), markdown };
};

const parsers: Record<(typeof supportedExtensions)[number], Parser> = {
  '.md': parseMarkdown,
  '.markdown': parseMarkdown,
  '.txt': parseMarkdown,
  '.html': parseHtml,
  '.htm': parseHtml,
  '.pdf': parsePdf,
  '.docx': parseDocx,
};

const isSupported = (extension: string): extension is keyof typeof parsers => extension in parsers;

/**
 * Reads a file by its extension. Throws `document-unsupported`, `document-too-large`, or `document-damaged` with a message
 * that an admin can act on.
 */
export async function parseDocument(fileName: string, bytes: Uint8Array): Promise<ParsedDocument> {
  const extension = extname(fileName).toLowerCase();
  if (!isSupported(extension)) {
    throw new DeskhandError('document-unsupported', {
      message: `Allowed are ${supportedExtensions.join(', ')}.`,
    });
  }
  if (bytes.length > maxDocumentBytes) {
    throw new DeskhandError('document-too-large', { message: 'Allowed are up to 20 MB.' });
  }
  const parsed = await parsers[extension](bytes).catch((cause: unknown) => {
    if (cause instanceof DeskhandError) throw cause;
    throw new DeskhandError('document-damaged', {
      message: `The file cannot be read as ${extension.slice(1).toUpperCase()}.`,
      cause,
    });
  });
  if (parsed.markdown === '')
    throw new DeskhandError('document-damaged', { message: 'The file holds no text.' });
  return parsed;
}
