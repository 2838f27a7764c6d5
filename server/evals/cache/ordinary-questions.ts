import { decideHit, type HitPolicy } from '../../caching/decision/decide-hit.ts';
import { makeRandom, shuffled } from '../../caching/training/labelled-questions.ts';
import { wilsonInterval } from '../../metrics/wilson-interval.ts';
import type { QuestionPair } from './pair-file.ts';
import type { KnownQuestion, YoungCache } from './young-cache.ts';

export interface OrdinaryFigures {
  questions: number;
  served: number;
  wrong: number;
  /** Of the served. */
  wrongInterval: { low: number; high: number };
}

/**
 * Pairs alone say little of a cache with many entries, where the nearest question mostly is another one about the same article.
 * So the questions of all true paraphrases are asked one after the other, in random order, into an empty cache; a hit is right
 * when both questions are paraphrases of each other. Hits are not stored.
 */
export async function askOrdinaryQuestions(
  pairs: readonly QuestionPair[],
  known: ReadonlyMap<string, KnownQuestion>,
  cache: YoungCache,
  policy: HitPolicy,
): Promise<OrdinaryFigures> {
  const groupOf = paraphraseGroups(pairs);
  const questions = shuffled([...groupOf.keys()], makeRandom(1));
  const stored: KnownQuestion[] = [];
  const figures = { questions: questions.length, served: 0, wrong: 0 };
  for (const text of questions) {
    const asked = known.get(text);
    if (asked === undefined) continue;
    const decision = await decideHit({ text, ...cache.lookUp(asked, stored) }, policy);
    if (decision.kind !== 'hit') stored.push(asked);
    else {
      figures.served += 1;
      if (groupOf.get(decision.candidate.text) !== groupOf.get(text)) figures.wrong += 1;
    }
  }
  return { ...figures, wrongInterval: wilsonInterval(figures.wrong, figures.served) };
}

/** Questions that are paraphrases, of each other or of a third, by one name. */
function paraphraseGroups(pairs: readonly QuestionPair[]): Map<string, string> {
  const groupOf = new Map<string, string>();
  for (const { cached, asked, same } of pairs) {
    if (!same) continue;
    const [group, joined] = [groupOf.get(cached) ?? cached, groupOf.get(asked)];
    groupOf.set(cached, group);
    groupOf.set(asked, group);
    for (const [text, own] of groupOf) if (own === joined) groupOf.set(text, group);
  }
  return groupOf;
}
