import { answerability } from '../knowledge/retrieval/answerability.ts';
import { chanceOfBroadAnswer, isBroadlyAnswered } from '../knowledge/retrieval/broad-question.ts';
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
  const endsAtMs = nowMs() + budgetMs;
  const { passages, evidence, source } = retrieval;
  if (evidence === null) return retrieval;
  const units: ReadUnit[] = [];
  const done: { passage: Passage; answers: number; logOdds: number }[] = [];
  try {
    for (const [rank, passage] of passages.slice(0, passagesRead).entries()) {
      const readable = readablePassage(passage);
      const [reading] = await reader.read(question, [readable], 'question');
      for (const [at, text] of readable.units.entries()) {
        units.push({ text, answers: reading?.units[at] ?? 0 });
      }
      const answers = reading?.answers ?? 0;
      done.push({ passage, answers, logOdds: logOddsOf(answers) - rankCost * rank });
      if (answers >= certain || nowMs() >= endsAtMs) break;
    }
  } catch {
    return retrieval;
  }
  done.sort((left, right) => right.logOdds - left.logOdds);
  const [best] = done;
  if (best === undefined) return retrieval;
  const read = { ...evidence, reading: best.answers };
  const readings = done.map(({ answers }) => answers);
  const least = isBroadlyAnswered(read, readings, units) ? chanceOfBroadAnswer : 0;
  return {
    ...retrieval,
    passages: [...done.map(({ passage }) => passage), ...passages.slice(done.length)],
    evidence: read,
    units,
    answerable: Math.max(least, answerability(read, source)),
  };
}
