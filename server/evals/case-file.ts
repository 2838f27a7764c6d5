import { z } from 'zod';
import { readJsonLines } from './json-lines.ts';
import type { KnowledgeDocument } from './knowledge-file.ts';

export interface EvalCase {
  id: string;
  /** Groups the figures; `unanswerable` cases have no gold. */
  kind: string;
  history: { role: 'customer' | 'assistant'; text: string }[];
  question: string;
  /** A follow-up as somebody would put it who had not heard the rest. */
  standalone?: string | undefined;
  /** Ids of the documents that hold the answer. */
  gold: string[];
  /** Each must appear in the answer, apart from case, accents and spacing. */
  facts: string[];
  /** Ids of internal documents that would answer. */
  withheld: string[];
  /** Strings of internal documents that must not stand in the answer. */
  forbidden: string[];
}

export interface CaseFile {
  /** `own`, or the published set whose field names were recognised. */
  format: 'own' | 'travel-faq' | 'banking-kb';
  cases: EvalCase[];
}

const turnSchema = z.object({ role: z.enum(['customer', 'assistant']), text: z.string() });

const ownSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    history: z.array(turnSchema).default([]),
    question: z.string(),
    standalone: z.string().optional(),
    gold: z.array(z.string()).default([]),
    facts: z.array(z.string()).default([]),
    withheld: z.array(z.string()).default([]),
    forbidden: z.array(z.string()).default([]),
  })
  .transform((row) => ({ format: 'own' as const, ...row }));

const travelSchema = z
  .object({
    history: z.array(z.object({ speaker: z.enum(['U', 'S']), text: z.string() })).min(1),
    gold_faqs: z.array(z.string()).min(1),
  })
  .transform((row) => ({ format: 'travel-faq' as const, ...row }));

const bankingSchema = z
  .object({ id: z.string(), scenario: z.string(), required_documents: z.array(z.string()) })
  .transform((row) => ({ format: 'banking-kb' as const, ...row }));

const rowSchema = z.union([ownSchema, travelSchema, bankingSchema]);

const nothingElse = { facts: [], withheld: [], forbidden: [] };

/**
 * Reads labelled questions from JSON lines: the format of `cases/README.md`, or the field names of travel-faq (the question is
 * the customer's last turn with the name of the hotel or restaurant) and of banking-kb (the question is the whole scenario, the gold
 * the required documents that a customer may see).
 */
export function readCases(path: string, documents: KnowledgeDocument[]): CaseFile {
  const entityOf = new Map(
    documents.map(({ fileName, parsed }) => [fileName, parsed.title?.split(': ')[0] ?? '']),
  );
  const internal = new Set(
    documents
      .filter(({ parsed }) => parsed.frontMatter.audience === 'internal')
      .map(({ fileName }) => fileName),
  );
  const rows = readJsonLines(path, rowSchema);
  const cases = rows.map((row, position): EvalCase => {
    if (row.format === 'own') return row;
    if (row.format === 'banking-kb') {
      const { id, scenario: question } = row;
      const gold = row.required_documents.filter((document) => !internal.has(document));
      return { id, kind: 'scenario', history: [], question, gold, ...nothingElse };
    }
    const question = `${row.history.at(-1)?.text} (${entityOf.get(row.gold_faqs[0] ?? '')})`;
    const id = `turn-${position + 1}`;
    return { id, kind: 'faq', history: [], question, gold: row.gold_faqs, ...nothingElse };
  });
  return { format: rows[0]?.format ?? 'own', cases };
}
