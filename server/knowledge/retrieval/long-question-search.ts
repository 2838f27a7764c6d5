import type { Embedder } from '../../ports/embedder.ts';
import type { Passage } from '../../ports/knowledge-store.ts';
import { answerability } from './answerability.ts';
import {
  type HybridSearchParts,
  type HybridSearchQuery,
  type HybridSearchResult,
  hybridSearch,
} from './hybrid-search.ts';
import { fuseRanks } from './rank-fusion.ts';
import { subQuestionsOf } from './sub-questions.ts';

/** How many passages of each sentence take part. */
const passagesPerSentence = 50;

export interface SearchParts extends HybridSearchParts {
  /** Embeds the sentences of a long question; without it a long question is searched as a whole. */
  embedder?: Pick<Embedder, 'embed'>;
}

/**
 * Searches a question; a long one sentence by sentence. The ranks of the sentences are fused, and a sentence counts by the cube
 * of its best cosine, so that small talk around the request hardly matters. The evidence is that of the sentence most likely answered.
 */
export async function searchQuestion(
  query: HybridSearchQuery,
  parts: SearchParts,
): Promise<HybridSearchResult> {
  const sentences = query.vector === null ? [] : subQuestionsOf(query.question, query.scope.locale);
  if (sentences.length < 2 || parts.embedder === undefined) return hybridSearch(query, parts);
  const vectors = await parts.embedder.embed(sentences, 'question').catch(() => []);
  if (vectors.length === 0) return hybridSearch(query, parts);
  const results: HybridSearchResult[] = [];
  for (const [position, question] of sentences.entries()) {
    const vector = vectors[position] ?? null;
    const limit = passagesPerSentence;
    results.push(await hybridSearch({ ...query, question, vector, limit }, parts));
  }
  return merge(results, query.limit);
}

function merge(results: HybridSearchResult[], limit: number): HybridSearchResult {
  const passages = new Map<string, Passage>();
  for (const result of results) {
    for (const passage of result.passages) passages.set(passage.id, passage);
  }
  const fused = fuseRanks(
    results.map((result) => ({
      ids: result.passages.map(({ id }) => id),
      weight: (result.evidence?.bestCosine ?? 0) ** 3,
    })),
  );
  const chance = ({ evidence, source }: HybridSearchResult) => answerability(evidence, source);
  const best = results.reduce((one, other) => (chance(other) > chance(one) ? other : one));
  return {
    passages: [...fused.keys()].slice(0, limit).flatMap((id) => passages.get(id) ?? []),
    source: best.source,
    degraded: results.some(({ degraded }) => degraded),
    evidence: best.evidence,
  };
}
