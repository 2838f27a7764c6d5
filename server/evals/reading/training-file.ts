import { basename } from 'node:path';
import { z } from 'zod';
import { readJsonLines } from '../json-lines.ts';
import type { KnowledgeDocument } from '../knowledge-file.ts';

/** One section of a help centre with what customers ask about it; the format of `README.md` beside this file. */
const sectionSchema = z.object({
  company: z.string(),
  title: z.string(),
  heading: z.string(),
  text: z.string(),
  needs: z.array(
    z.object({ ask: z.array(z.string()), answer: z.string(), twins: z.array(z.string()) }),
  ),
  unanswered: z.array(z.string()),
});

/** One thing that a customer wants to know, in several wordings. */
export interface Need {
  ask: string[];
  /** As it stands in the section's text; empty where only the section as a whole is known to answer. */
  answer: string;
  /** Questions that look like it and need another answer. */
  twins: string[];
}

export interface Section {
  title: string;
  heading: string;
  text: string;
  needs: Need[];
  /** What seems to be answered here and is answered nowhere. */
  unanswered: string[];
}

/** Sections of one company, hotel or collection: the only ones that are told apart from each other. */
export interface HelpCentre {
  name: string;
  sections: Section[];
}

/** Reads one company's file. */
export function readHelpCentre(path: string): HelpCentre {
  const sections = readJsonLines(path, sectionSchema);
  return { name: basename(path, '.jsonl'), sections };
}

/** A centre's sections as the documents of a knowledge base, `section-0` and so on: each can be taken out by itself. */
export function documentsOf({ sections }: HelpCentre): KnowledgeDocument[] {
  return sections.map(({ title, heading, text }, number) => {
    const id = sectionId(number);
    const markdown = `## ${heading}\n\n${text}`;
    return { fileName: id, parsed: { frontMatter: { id, title }, title, markdown } };
  });
}

/** A centre's questions as cases: of each need one wording, by turns, and what is answered nowhere. */
export function casesOf({
  name,
  sections,
}: HelpCentre): { question: string; gold: string[]; group: string }[] {
  return sections.flatMap(({ needs, unanswered }, number) => {
    const group = `${name} ${number}`;
    return [
      ...needs.map(({ ask }, at) => ({
        question: ask[(number + at) % ask.length] ?? '',
        gold: [sectionId(number)],
        group,
      })),
      ...unanswered.map((question) => ({ question, gold: [], group })),
    ];
  });
}

function sectionId(number: number): string {
  return `section-${number}`;
}
