import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readCases } from '../case-file.ts';
import { readJsonLines } from '../json-lines.ts';
import { readKnowledge } from '../knowledge-file.ts';
import type { HelpCentre, Section } from './training-file.ts';

const haluSchema = z.object({
  knowledge: z.string(),
  question: z.string(),
  right_answer: z.string(),
});

/** Whether a group of questions may be learned from; the other half stays for measuring. */
export function isForTraining(group: string): boolean {
  return createHash('sha256').update(group).digest().readUInt8(0) % 2 === 0;
}

/** The training half of travel-faq: each hotel or restaurant is a help centre of its own. */
export async function readTravelFaq(faqs: string, turns: string): Promise<HelpCentre[]> {
  const documents = await readKnowledge(faqs);
  const { cases } = readCases(turns, documents);
  const places = Map.groupBy(documents, ({ fileName }) =>
    fileName.split('/').slice(0, 2).join('/'),
  );
  return [...places].flatMap(([name, own]): HelpCentre[] => {
    if (!isForTraining(name)) return [];
    const sections = own.map(({ fileName, parsed }): Section => {
      const ask = cases
        .filter(({ gold }) => gold.length === 1 && gold[0] === fileName)
        .map(({ question }) => question);
      const needs = ask.length === 0 ? [] : [{ ask, answer: parsed.markdown, twins: [] }];
      const title = parsed.title ?? '';
      return { title, heading: '', text: parsed.markdown, needs, unanswered: [] };
    });
    return sections.some(({ needs }) => needs.length > 0) ? [{ name, sections }] : [];
  });
}

/** The training half of HaluEval's questions, whose paragraphs are put together as one collection. */
export function readHaluEval(path: string): HelpCentre {
  const rows = readJsonLines(path, haluSchema).filter(({ question }) => isForTraining(question));
  const sections = rows.map(({ knowledge, question, right_answer }): Section => {
    const text = knowledge.replaceAll(/\.(?=[A-Z])/g, '. ');
    const answer = text.includes(right_answer) ? right_answer : '';
    const needs = [{ ask: [question], answer, twins: [] }];
    return { title: '', heading: '', text, needs, unanswered: [] };
  });
  return { name: 'halueval', sections };
}
