import { readablePassage } from '../../knowledge/retrieval/readable-passage.ts';
import { cosine, type Embedder } from '../../ports/embedder.ts';
import type { HelpCentre, Need, Section } from './training-file.ts';

/** What the reading model learns from. */
export type Example =
  | {
      task: 'answers';
      set: string;
      question: string;
      heading: string;
      units: string[];
      /** Positions of the units that answer; empty where none does, or where it is not known which. */
      answering: number[];
      label: 0 | 1;
      kind: string;
    }
  | { task: 'same'; set: string; a: string; b: string; label: 0 | 1; kind: string };

/** Of how many nearest ones, after the nearest, a second wrong one is taken. */
const further = 4;

interface Read extends Section {
  head: string;
  units: string[];
  vector: Float32Array;
}

interface Asked {
  question: string;
  vector: Float32Array;
  need: Need | null;
  section: Read;
}

/** Examples from one help centre: its questions with the sections that answer them, and with the nearest that do not. */
export async function examplesOf(centre: HelpCentre, embedder: Embedder): Promise<Example[]> {
  const embed = async (text: string) =>
    (await embedder.embed([text], 'question'))[0] as Float32Array;
  const sections: Read[] = [];
  for (const section of centre.sections) {
    const { title: documentTitle, heading, text } = section;
    const { heading: head, units } = readablePassage({
      documentTitle,
      heading,
      text,
      locale: 'en',
    });
    sections.push({ ...section, head, units: [...units], vector: await embed(`${head}\n${text}`) });
  }
  const asked: Asked[] = [];
  for (const section of sections) {
    for (const need of section.needs) {
      for (const question of need.ask)
        asked.push({ question, vector: await embed(question), need, section });
    }
    for (const question of section.unanswered) {
      asked.push({ question, vector: await embed(question), need: null, section });
    }
  }
  return [
    ...asked.flatMap((each, number) => reading(centre.name, each, sections, number)),
    ...asked.flatMap((each, number) => followingUp(centre.name, each, asked, number)),
    ...asked.flatMap((each, number) => comparing(centre.name, each, asked, number)),
  ];
}

/** The nearest of a sorted list and one of the next, another one for each number. */
function nearestAndFurther<Item>(sorted: Item[], number: number): Item[] {
  return [...sorted.slice(0, 1), ...sorted.slice(1 + (number % further)).slice(0, 1)];
}

/** One in so many questions is also asked as a follow-up. */
const followUpEvery = 6;

/**
 * A question behind another one, as a follow-up stands that could not be put in other words: what was asked last counts. With its
 * own section, and with the one that answers what was asked before.
 */
function followingUp(set: string, asked: Asked, all: Asked[], number: number): Example[] {
  const { need, section } = asked;
  if (need === null || number % followUpEvery !== 0) return [];
  const before = all.filter(
    (other) =>
      other.need !== null && other.section !== section && other.section.title === section.title,
  );
  const last = before[number % Math.max(1, before.length)];
  if (last === undefined) return [];
  const question = `${last.question} ${asked.question}`;
  const of = ({ head, units }: Read, label: 0 | 1, answering: number[]): Example => {
    return {
      task: 'answers',
      set,
      question,
      heading: head,
      units,
      answering,
      label,
      kind: 'follow-up',
    };
  };
  return [of(section, 1, answeringUnits(section, need)), of(last.section, 0, [])];
}

/** Positions of the units that hold a need's answer. */
function answeringUnits({ units }: Read, { answer }: Need): number[] {
  return units.flatMap((unit, at) => (holds(unit, answer) ? [at] : []));
}

function reading(set: string, asked: Asked, sections: Read[], number: number): Example[] {
  const { question, vector, need, section } = asked;
  const of = (
    read: Read,
    label: 0 | 1,
    kind: string,
    units = read.units,
    answering: number[] = [],
  ) =>
    ({
      task: 'answers',
      set,
      question,
      heading: read.head,
      units,
      answering,
      label,
      kind,
    }) as const;
  const others = sections
    .filter((other) => other !== section && other.text !== section.text)
    .toSorted((left, right) => cosine(vector, right.vector) - cosine(vector, left.vector));
  const wrong = nearestAndFurther(others, number)
    .slice(0, need === null ? 1 : 2)
    .map((other) => of(other, 0, need === null ? 'unanswered-elsewhere' : 'other-section'));
  if (need === null) return [of(section, 0, 'unanswered'), ...wrong];
  const answering = answeringUnits(section, need);
  const examples: Example[] = [of(section, 1, 'answered', section.units, answering), ...wrong];
  if (answering.length > 0 && answering.length < section.units.length && section.heading !== '') {
    const kept = section.units.filter((_, at) => !answering.includes(at));
    if (number % 3 === 0) examples.push(of(section, 0, 'answer-taken-out', kept));
    const quoted = section.units.filter((_, at) => answering.includes(at));
    if (number % 3 === 1)
      examples.push(
        of(
          section,
          1,
          'answer-alone',
          quoted,
          quoted.map((_, at) => at),
        ),
      );
  }
  return examples;
}

/** Whether a unit is part of the answer, or the answer part of it, whatever the markup. */
function holds(unit: string, answer: string): boolean {
  const [one, other] = [plain(unit), plain(answer)];
  if (other === '') return false;
  return one.includes(other) || other.includes(one) || shareOfWords(one, other) > 0.9;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}%€$£.,:]+/gu, ' ')
    .trim();

/** Table rows are put in other words: what counts is whether the answer's cells are in them. */
function shareOfWords(unit: string, answer: string): number {
  const words = new Set(unit.split(' '));
  const wanted = answer.split(' ').filter(Boolean);
  return wanted.filter((word) => words.has(word)).length / Math.max(1, wanted.length);
}

function comparing(set: string, asked: Asked, all: Asked[], number: number): Example[] {
  const { question, vector, need } = asked;
  if (need === null) return [];
  const pair = (b: string, label: 0 | 1, kind: string): Example => ({
    task: 'same',
    set,
    a: question,
    b,
    label,
    kind,
  });
  const same = need.ask
    .filter((other) => other > question)
    .map((other) => pair(other, 1, 'paraphrase'));
  const twins = need.twins
    .filter((_, at) => (at + number) % 3 !== 0)
    .map((twin) => pair(twin, 0, 'twin'));
  const others = all
    .filter((other) => other.need !== need)
    .toSorted((left, right) => cosine(vector, right.vector) - cosine(vector, left.vector));
  const wrong = nearestAndFurther(others, number).map(({ question: other }) =>
    pair(other, 0, 'neighbour'),
  );
  return [...same, ...twins, ...wrong];
}
