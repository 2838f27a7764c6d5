import { extname } from 'node:path';
import mammoth from 'mammoth';
import { extractTextItems, getDocumentProxy } from 'unpdf';
import { DeskhandError } from '../../errors.ts';
import { declaredEncoding, decodeText } from './decode-text.ts';
import { type FrontMatter, splitFrontMatter } from './front-matter.ts';
import { htmlToMarkdown, pageToMarkdown } from './html-to-markdown.ts';
import { pdfToMarkdown } from './pdf-text.ts';
import { checkZipSize } from './zip-size.ts';

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

/** Of the text of one document, about 1,000 pages. Characters. */
export const maxTextCharacters = 2_000_000;

const maxPdfPages = 5_000;
const maxUnpackedBytes = 200 * 1024 * 1024;

type Parser = (bytes: Uint8Array) => Promise<ParsedDocument>;

function damaged(message: string, cause?: unknown): DeskhandError {
  return new DeskhandError('document-damaged', { message, cause });
}

const firstHeading = (markdown: string): string | null =>
  /^#{1,2}[ \t]+(\S.*?)[ \t]*#*$/m.exec(markdown.slice(0, 100_000))?.[1] ?? null;

const parseMarkdown: Parser = async (bytes) => {
  const { frontMatter, body } = splitFrontMatter(decodeText(bytes));
  return { frontMatter, title: frontMatter.title ?? firstHeading(body), markdown: body.trim() };
};

const parseHtml: Parser = async (bytes) => {
  const { title, markdown } = pageToMarkdown(decodeText(bytes, declaredEncoding(bytes)));
  return { frontMatter: {}, title: title ?? firstHeading(markdown), markdown };
};

const startsWith = (bytes: Uint8Array, signature: string): boolean =>
  Buffer.from(bytes.subarray(0, signature.length)).toString('latin1') === signature;

const parsePdf: Parser = async (bytes) => {
  if (!startsWith(bytes, '%PDF-')) throw damaged('The file is not a PDF.');
  const proxy = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch(
    (cause: unknown) => {
      const isLocked = cause instanceof Error && cause.name === 'PasswordException';
      throw isLocked ? damaged('The PDF is locked by a password.', cause) : cause;
    },
  );
  if (proxy.numPages > maxPdfPages) {
    throw new DeskhandError('document-too-large', {
      message: `Allowed are up to ${maxPdfPages} pages.`,
    });
  }
  const { items } = await extractTextItems(proxy);
  const markdown = pdfToMarkdown(items);
  if (markdown === '') throw damaged('The PDF holds no text; it may be scanned pictures.');
  return { frontMatter: {}, title: firstHeading(markdown), markdown };
};

const parseDocx: Parser = async (bytes) => {
  if (!startsWith(bytes, 'PK')) throw damaged('The file is not a DOCX.');
  checkZipSize(bytes, maxUnpackedBytes);
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes) },
    { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
  );
  const markdown = htmlToMarkdown(value);
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
    throw damaged(`The file cannot be read as ${extension.slice(1).toUpperCase()}.`, cause);
  });
  if (parsed.markdown === '') throw damaged('The file holds no text.');
  if (parsed.markdown.length > maxTextCharacters) {
    throw new DeskhandError('document-too-large', {
      message: 'Allowed are up to 2 million characters of text.',
    });
  }
  return parsed;
}
