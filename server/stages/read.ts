import { answerability } from '../knowledge/retrieval/answerability.ts';
import { passagesRead, readablePassage } from '../knowledge/retrieval/readable-passage.ts';
import { logOddsOf } from '../log-odds.ts';
import type { Passage } from '../ports/knowledge-store.ts';
import type { Reader, ReadUnit } from '../ports/reader.ts';
import type { Retrieval } from './retrieve.ts';

/** A passage that answers beyond this chance ends the reading. */
const certain = 0.97;

/** Reading that took this long ends with what was read: in a rush each passage waits for those of others. Milliseconds. */
const budgetMs = 600;

/** What a step down in the search's order takes from a passage's log-odds, so that of equals the one found first stays first. */
const rankCost = 1.2;

/**
 * By how much the total of all passages is greater than that of the first so many; for readings that time cut short. Geometric
 * means over the questions that `fit-answerability.ts` fits on.
 */
const totalToCome = [1, 4.5, 2.25, 1.55, 1.2];

interface PassageRead {
  passage: Passage;
  answers: number;
  /** Where it stands after reading. */
  logOdds: number;
  units: ReadUnit[];
}

/**
 * The second half of step 5: reads the best passages together with the question, one after the other until one surely answers,
 * and puts those that were read in order. Only now the chance that the passages answer is well known. A reader that fails leaves
 * everything as the search had it.
 */
export async function read(
  question: string,
  retrieval: Retrieval,
  reader: Reader,
  nowMs: () => number = () => performance.now(),
): Promise<Retrieval> {
  const { passages, evidence, source } = retrieval;
  if (evidence === null) return retrieval;
  const endsAtMs = nowMs() + budgetMs;
  const done: PassageRead[] = [];
  let isCutShort = false;
  try {
    for (const [rank, passage] of passages.slice(0, passagesRead).entries()) {
      isCutShort = rank > 0 && nowMs() >= endsAtMs;
      if (isCutShort) break;
      const passageRead = await readOne(question, passage, rank, reader);
      done.push(passageRead);
      if (passageRead.answers >= certain) break;
    }
  } catch {
    return retrieval;
  }
  const units = done.flatMap((each) => each.units);
  const total = done.reduce((sum, { answers }) => sum + answers, 0);
  const ordered = done.toSorted((left, right) => right.logOdds - left.logOdds);
  if (ordered.length === 0) return retrieval;
  const reading = {
    total: isCutShort ? total * (totalToCome[done.length] ?? 1) : total,
    unit: Math.max(0, ...units.map(({ answers }) => answers)),
  };
  return {
    ...retrieval,
    passages: [...ordered.map(({ passage }) => passage), ...passages.slice(done.length)],
    reading,
    units,
    answerable: answerability(evidence, source, reading),
  };
}

async function readOne(
  question: string,
  passage: Passage,
  rank: number,
  reader: Reader,
): Promise<PassageRead> {
  const readable = readablePassage(passage);
  const [reading] = await reader.read(question, [readable], 'question');
  const answers = reading?.answers ?? 0;
  const units = readable.units.map((text, at) => ({ text, answers: reading?.units[at] ?? 0 }));
  return { passage, answers, logOdds: logOddsOf(answers) - rankCost * rank, units };
}
