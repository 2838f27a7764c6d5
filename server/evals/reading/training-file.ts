import { basename } from 'node:path';
import { z } from 'zod';
import { readJsonLines } from '../json-lines.ts';

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
