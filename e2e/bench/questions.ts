import { z } from 'zod';
import { readJsonLines } from '../../server/evals/json-lines.ts';
import type { Paraphrase } from './round-trips.ts';

const caseSchema = z.object({ kind: z.string(), question: z.string() });

/** The first answerable questions of a file of labelled questions. */
export function readQuestions(file: string, limit: number): string[] {
  return readJsonLines(file, caseSchema)
    .filter(({ kind }) => kind === 'answerable')
    .map(({ question }) => question)
    .slice(0, limit);
}

/** Each question once as it stands and once as a politer customer would put it: as near as two questions come. */
export function readParaphrases(file: string, limit: number): Paraphrase[] {
  return readQuestions(file, limit).map((question) => ({
    cached: question,
    asked: `Could you please tell me: ${question}`,
  }));
}
