import { createInProcessVectorIndex } from '../../../server/adapters/in-process/vector-index.ts';
import { normaliseQuestion } from '../../../server/caching/normalise-question.ts';
import type { Embedder } from '../../../server/ports/embedder.ts';
import type { JudgedTurn } from './judge.ts';
import type { CacheTurn } from './visits.ts';

export interface PlainFigures {
  threshold: number;
  /** Questions worded alike, as an exact tier has them. */
  exact: number;
  semantic: number;
  wrong: number;
}

/**
 * What a cache serves that takes the nearest question's answer from a cosine on: the same questions, in the same order, by the same
 * vectors. It has an exact tier too, keeps the sites apart, leaves out own data and forgets what was edited.
 */
export async function playPlain(
  turns: JudgedTurn[],
  threshold: number,
  embedder: Embedder,
): Promise<PlainFigures> {
  const index = createInProcessVectorIndex(embedder.dimensions);
  const stored = new Map<string, CacheTurn>();
  const figures = { threshold, exact: 0, semantic: 0, wrong: 0 };
  let edited: ReadonlyMap<string, number> = new Map();
  for (const played of turns.filter(({ turn, visit }) => !turn.ownData && visit.person === null)) {
    const { turn, visit } = played;
    const fresh = [...played.edited.keys()].filter((id) => !edited.has(id));
    edited = played.edited;
    const gone = [...stored].filter(([, { topic }]) =>
      topic?.gold.some((documentId) => fresh.includes(documentId)),
    );
    for (const [id] of gone) stored.delete(id);
    await index.remove(gone.map(([id]) => id));
    const { site } = visit;
    const id = `${site} ${normaliseQuestion(turn.text)}`;
    if (stored.has(id)) {
      figures.exact += 1;
      continue;
    }
    const [vector = new Float32Array()] = await embedder.embed([turn.text], 'question');
    const query = { vector, limit: 1, minScore: threshold, filter: { site } };
    const [nearest] = await index.search(query);
    const found = nearest && stored.get(nearest.id);
    // What no document answers is kept by no cache of answers.
    const isAnswer = played.answer.receipt?.verification.verdict !== 'abstained';
    if (found === undefined && isAnswer) {
      stored.set(id, turn);
      await index.upsert([{ id, vector, payload: { site } }]);
    } else if (found !== undefined) {
      figures.semantic += 1;
      if (!sharesAnswer(turn, found)) figures.wrong += 1;
    }
  }
  return figures;
}

function sharesAnswer({ topic }: CacheTurn, { topic: other }: CacheTurn): boolean {
  if (topic === null || other === null) return false;
  return topic.id === other.id || topic.facts.every((fact) => other.facts.includes(fact));
}
