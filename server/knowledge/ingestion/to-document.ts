import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { guessVolatility } from '../../caching/volatility.ts';
import type { Document, Passage } from '../../ports/knowledge-store.ts';
import type { Tokenizer } from '../../ports/tokenizer.ts';
import { textToEmbed } from '../retrieval/passage-text.ts';
import { everySite } from '../retrieval/search-scope.ts';
import { chunk } from './chunk.ts';
import type { ParsedDocument } from './parse-document.ts';

export type NewDocument = Omit<Document, 'version'>;
export type NewPassage = Omit<Passage, 'documentVersion'>;

/** A file as it goes into the knowledge base. */
export interface ReadDocument {
  document: NewDocument;
  passages: NewPassage[];
  /** Whether the file says itself when it was updated; else that is the day it was read. */
  isDated: boolean;
}

/** What a document is when its front matter does not say. */
export interface DocumentDefaults {
  source: Document['source'];
  audience: Document['audience'];
  /** Absent: guessed from what the document speaks of. */
  volatility?: Document['volatility'];
  locale: string;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An id from a file's name: lower case letters, digits and dashes. */
export function idFromFileName(fileName: string): string {
  const plain = fileName
    .slice(0, fileName.length - extname(fileName).length)
    .normalize('NFKD')
    .toLowerCase();
  return (
    plain
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 100) || sha256(fileName).slice(0, 12)
  );
}

/** Names the document and cuts it into passages whose hashes tell which vectors can be kept. */
export function toDocument(
  fileName: string,
  parsed: ParsedDocument,
  defaults: DocumentDefaults,
  tokenizer: Tokenizer,
): ReadDocument {
  const { frontMatter, markdown } = parsed;
  const id = frontMatter.id ?? idFromFileName(fileName);
  const shared = {
    audience: frontMatter.audience ?? defaults.audience,
    volatility: frontMatter.volatility ?? defaults.volatility ?? guessVolatility(markdown),
    locale: frontMatter.locale ?? defaults.locale,
    site: frontMatter.site ?? everySite,
    ...(frontMatter.url === undefined ? {} : { url: frontMatter.url }),
  };
  const document: NewDocument = {
    id,
    title: parsed.title ?? basename(fileName, extname(fileName)),
    updated: frontMatter.updated ?? new Date().toISOString().slice(0, 10),
    contentHash: sha256(markdown),
    markdown,
    source: defaults.source,
    ...shared,
  };
  const parts = chunk(withoutTitle(markdown, document.title), tokenizer, shared.locale);
  const passages = parts.map((part, ordinal) => {
    const titled = { documentTitle: document.title, heading: part.heading, text: part.text };
    const contentHash = sha256(textToEmbed(titled));
    return {
      id: `${id}@${contentHash.slice(0, 12)}.${ordinal}`,
      documentId: id,
      ordinal,
      contentHash,
      tokens: part.tokens,
      ...titled,
      ...shared,
    };
  });
  return { document, passages, isDated: frontMatter.updated !== undefined };
}

/** A first heading that repeats the title would stand above every passage twice. */
function withoutTitle(markdown: string, title: string): string {
  const match = /^\s*#\s+(.+?)\s*#*\s*(?:\n|$)/.exec(markdown);
  return match?.[1]?.toLowerCase() === title.toLowerCase()
    ? markdown.slice(match[0].length)
    : markdown;
}
