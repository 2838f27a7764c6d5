import type { Passage } from '../../ports/knowledge-store.ts';
import type { Reader } from '../../ports/reader.ts';
import type { HybridSearchResult } from './hybrid-search.ts';
import { logOddsOf } from './log-odds.ts';
import { readablePassage } from './readable-passage.ts';

/** How many of the best passages are read; each costs about as much as embedding a passage. */
export const passagesRead = 5;

/** A passage that answers beyond this chance ends the reading. */
const certain = 0.97;

/** What a step down in the search's order takes from a passage's log-odds, so that of equals the one found first stays first. */
const rankCost = 0.35;

/**
 * Reads the best passages with the question, one after the other until one surely answers, and puts what was read in order by
 * it. The evidence then holds the best one's chance. A reader that fails leaves the result as it was.
 */
export async function readPassages<Found extends HybridSearchResult>(
  question: string,
  found: Found,
  reader: Reader,
): Promise<Found> {
  if (found.evidence === null) return found;
  const read: { passage: Passage; logOdds: number; answers: number }[] = [];
  try {
    for (const [rank, passage] of found.passages.slice(0, passagesRead).entries()) {
      const [reading] = await reader.read(question, [readablePassage(passage)], 'question');
      const answers = reading?.answers ?? 0;
      read.push({ passage, answers, logOdds: logOddsOf(answers) - rankCost * rank });
      if (answers >= certain) break;
    }
  } catch {
    return found;
  }
  read.sort((left, right) => right.logOdds - left.logOdds);
  const passages = [...read.map(({ passage }) => passage), ...found.passages.slice(read.length)];
  const [best] = read;
  if (best === undefined) return found;
  return { ...found, passages, evidence: { ...found.evidence, reading: best.answers } };
}
