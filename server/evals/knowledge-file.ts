import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { type ParsedDocument, parseDocument } from '../knowledge/ingestion/parse-document.ts';
import { readJsonLines } from './json-lines.ts';

export interface KnowledgeDocument {
  fileName: string;
  parsed: ParsedDocument;
}

/** One document a line: `{"id", "title", "text", "audience"?}`. */
const plainSchema = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  audience: z.enum(['public', 'internal']).optional(),
});

/** As published with banking-kb: the text is `content`, and `internal` says who may read it. */
const bankingSchema = z
  .object({ id: z.string(), title: z.string(), content: z.string(), internal: z.boolean() })
  .transform(({ id, title, content, internal }) => ({
    id,
    title,
    text: content,
    audience: internal ? ('internal' as const) : ('public' as const),
  }));

/** As published with travel-faq: one question and answer of a hotel or restaurant. */
const faqSchema = z
  .object({ id: z.string(), entity: z.string(), question: z.string(), answer: z.string() })
  .transform(({ id, entity, question, answer }) => ({
    id,
    title: `${entity}: ${question}`,
    text: answer,
    audience: 'public' as const,
  }));

const rowSchema = z.union([plainSchema, bankingSchema, faqSchema]);

/** Reads a knowledge base: a folder of files that the product can ingest, or a file of JSON lines. */
export async function readKnowledge(path: string): Promise<KnowledgeDocument[]> {
  if (statSync(path).isDirectory()) return readFolder(path);
  return readJsonLines(path, rowSchema).map(({ id, title, text, audience }) => ({
    fileName: id,
    parsed: { frontMatter: { id, title, audience: audience ?? 'public' }, title, markdown: text },
  }));
}

async function readFolder(folder: string): Promise<KnowledgeDocument[]> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) !== '' && statSync(join(folder, name)).isFile())
    .sort();
  const documents: KnowledgeDocument[] = [];
  for (const fileName of names) {
    const parsed = await parseDocument(fileName, readFileSync(join(folder, fileName)));
    documents.push({ fileName, parsed });
  }
  return documents;
}
