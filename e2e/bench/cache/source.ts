import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { normaliseQuestion } from '../../../server/caching/normalise-question.ts';
import { readLabelledSet } from '../../../server/caching/training/labelled-questions.ts';
import { readQuestionPool, type Topic } from '../cost/questions.ts';

/** Questions of which it is known which share an answer, and the articles that answer them. */
export interface Source {
  name: string;
  topics: Topic[];
  /** What no article answers. */
  unanswerable: string[];
  /** Of the labelled file; null for the sample. */
  sha256: string | null;
  /** Puts one file for each article, named by its id, into a folder. */
  writeArticles(folder: string): Promise<void>;
}

const sampleFolder = fileURLToPath(new URL('../../../server/knowledge/sample', import.meta.url));

/** The sample knowledge base and its labelled questions; the facts tell a right answer. */
export function sampleSource(): Source {
  const { topics, unanswerable } = readQuestionPool();
  return {
    name: 'sample',
    topics,
    unanswerable,
    sha256: null,
    writeArticles: (folder) => cp(sampleFolder, folder, { recursive: true }),
  };
}

const rows = 4_000;

/**
 * A file of questions with intents, each of which gets an article that a figure of its own tells from all others. Two questions
 * of an intent, which are not asked, stand in it, so that it is found.
 */
export function intentSource(file: string): Source {
  const { name, sha256, questions, examples } = readLabelledSet(file, rows);
  const wordings = Map.groupBy(distinct(questions), ({ label }) => label);
  const headings = Map.groupBy(examples, ({ label }) => label);
  const labels = [...headings.keys()].filter((label) => wordings.has(label)).sort();
  const articles = labels.map((label, index) => {
    const id = `${name}-${label.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}`;
    const title = label.replaceAll(/[^a-z0-9]+/gi, ' ').trim();
    return { label, id, title, fact: `step ${firstStep + index * 7}` };
  });
  return {
    name,
    sha256,
    topics: articles.map(({ label, id, fact }) => ({
      id: label,
      wordings: textsOf(wordings.get(label)),
      facts: [fact],
      gold: [id],
    })),
    unanswerable: [...wordings].flatMap(([label, own]) =>
      headings.has(label) ? [] : textsOf(own),
    ),
    async writeArticles(folder) {
      await mkdir(folder, { recursive: true });
      for (const { label, id, title, fact } of articles) {
        const [heading = title, ...others] = textsOf(headings.get(label));
        const head = `---\nid: ${id}\ntitle: ${title}\naudience: public\nupdated: 2026-10-01\n---\n`;
        const answer = `Questions about ${title} are answered by ${fact}.`;
        const text = [head, `## ${heading}`, answer, ...others].join('\n\n');
        await writeFile(join(folder, `${id}.md`), text);
      }
    },
  };
}

/** With an even first digit, so that no edited figure is another article's. */
const firstStep = 20_000;

const textsOf = (questions: { text: string }[] = []): string[] => questions.map(({ text }) => text);

/** Each wording once, whatever labels it was given. */
function distinct<Question extends { text: string }>(questions: Question[]): Question[] {
  return [...new Map(questions.map((one) => [normaliseQuestion(one.text), one])).values()];
}
