import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readJsonLines } from '../../../server/evals/json-lines.ts';

/** One thing that customers ask, in all the ways in which they are known to put it. */
export interface Topic {
  id: string;
  wordings: string[];
  /** Strings that must all stand in the answer. */
  facts: string[];
  /** Ids of the documents that each hold it. */
  gold: string[];
}

export interface FollowUp {
  opening: string;
  /** The figure in its answer, where it has one. */
  openingFacts: string[];
  question: string;
  /** As a model would put it that knows the opening. */
  standalone: string;
  facts: string[];
}

/** What a day's traffic is drawn from. */
export interface QuestionPool {
  topics: Topic[];
  followUps: FollowUp[];
  /** Plausible questions that no public article answers. */
  unanswerable: string[];
}

const cases = fileURLToPath(new URL('../../../server/evals/cases/', import.meta.url));

const caseSchema = z.object({
  id: z.string(),
  kind: z.enum(['answerable', 'follow-up', 'unanswerable', 'internal']),
  history: z.array(z.object({ role: z.enum(['customer', 'assistant']), text: z.string() })),
  question: z.string(),
  standalone: z.string().optional(),
  facts: z.array(z.string()),
  gold: z.array(z.string()),
});
const pairSchema = z.object({ a: z.string(), b: z.string(), same: z.boolean() });

/** The labelled questions over the sample knowledge base, with the paraphrases that share their answer. */
export function readQuestionPool(): QuestionPool {
  const rows = readJsonLines(`${cases}sample.jsonl`, caseSchema);
  const paraphrases = paraphrasesByCase();
  return {
    topics: rows
      .filter(({ kind }) => kind === 'answerable')
      .map(({ id, question, facts, gold }) => ({
        id,
        wordings: [question, ...(paraphrases.get(id) ?? [])],
        facts,
        gold,
      })),
    followUps: rows
      .filter(({ kind }) => kind === 'follow-up')
      .map(({ history, question, standalone = question, facts }) => ({
        opening: history[0]?.text ?? '',
        openingFacts: newFigure(history[0]?.text ?? '', history[1]?.text ?? ''),
        question,
        standalone,
        facts,
      })),
    unanswerable: rows
      .filter(({ kind }) => kind === 'unanswerable' || kind === 'internal')
      .map(({ question }) => question),
  };
}

function newFigure(question: string, answer: string): string[] {
  const figures = answer.match(/\d[\d.,:]*\d|\d/g) ?? [];
  return figures.filter((figure) => !question.includes(figure)).slice(0, 1);
}

/** By case: every wording that `paraphrased.tsv` and the pairs say has the same answer. */
function paraphrasesByCase(): Map<string, string[]> {
  const pairs = readJsonLines(`${cases}traps.jsonl`, pairSchema).filter(({ same }) => same);
  const file = new URL('paraphrased.tsv', import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [id = '', first = ''] = line.split('\t');
      return [id, wordingsLike(first, pairs)];
    }),
  );
}

/** The question with everything that pairs join to it, at any remove. */
function wordingsLike(first: string, pairs: { a: string; b: string }[]): string[] {
  const found = new Set([first]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { a, b } of pairs) {
      if (found.has(a)) found.add(b);
      else if (found.has(b)) found.add(a);
    }
  }
  return [...found];
}
