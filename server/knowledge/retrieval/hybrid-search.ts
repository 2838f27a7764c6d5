import type { Passage } from '../../ports/knowledge-store.ts';
import type { VectorIndex, VectorMatch } from '../../ports/vector-index.ts';
import { readEvidence, type SearchEvidence } from './evidence.ts';
import type { IndexedPassage, LexicalIndex } from './lexical-index.ts';
import { fuseRanks } from './rank-fusion.ts';
import { candidatesPerSearch, fusionWeights } from './ranking-weights.ts';
import { rerank } from './rerank.ts';
import { type Candidate, questionTerms } from './rerank-features.ts';
import { inScope, type SearchScope, scopeFilter } from './search-scope.ts';

export interface HybridSearchParts {
  vectors: VectorIndex;
  lexical: LexicalIndex;
}

export interface HybridSearchQuery {
  question: string;
  /** Null where the question could not be embedded. */
  vector: Float32Array | null;
  scope: SearchScope;
  limit: number;
}

export interface HybridSearchResult {
  /** Best first. */
  passages: Passage[];
  source: 'hybrid' | 'lexical';
  /** The search by meaning failed or does not know every passage yet. */
  degraded: boolean;
  evidence: SearchEvidence | null;
}

/**
 * Searches by meaning and by words, fuses the ranks, and reranks. Passages outside the scope are candidates of neither search.
 * Where the vector index fails, or knows nothing yet, words alone decide and the result is marked degraded. Never throws for it.
 */
export async function hybridSearch(
  query: HybridSearchQuery,
  { vectors, lexical }: HybridSearchParts,
): Promise<HybridSearchResult> {
  const dense = await searchByMeaning(query, vectors);
  const byWords = lexical.search(query.question, query.scope, candidatesPerSearch);
  const found = new Map<string, { entry: IndexedPassage; cosine: number | null; score: number }>();
  for (const { entry, score } of byWords) {
    found.set(entry.passage.id, { entry, cosine: null, score });
  }
  for (const { id, score: cosine } of dense.matches) {
    const entry = lexical.get(id);
    // The index may lag behind an edit; the scope is checked again because a leak would be worse than a miss.
    if (entry === undefined || !inScope(entry.passage, query.scope)) continue;
    found.set(id, { entry, cosine, score: found.get(id)?.score ?? 0 });
  }
  const fused = fuseRanks([
    {
      ids: dense.matches.map(({ id }) => id).filter((id) => found.has(id)),
      weight: fusionWeights.dense,
    },
    { ids: byWords.map(({ entry }) => entry.passage.id), weight: fusionWeights.lexical },
  ]);
  const candidates: Candidate[] = [...fused].flatMap(([id, fusedScore]) => {
    const hit = found.get(id);
    if (hit === undefined) return [];
    return [{ entry: hit.entry, cosine: hit.cosine, lexicalScore: hit.score, fusedScore }];
  });
  const terms = questionTerms(query.question, lexical, query.scope);
  const ranked = rerank(candidates, terms);
  const source = dense.matches.length > 0 ? 'hybrid' : 'lexical';
  return {
    passages: ranked.slice(0, query.limit).map(({ entry }) => entry.passage),
    source,
    degraded: dense.failed || dense.indexed < lexical.size,
    evidence: readEvidence(ranked, terms),
  };
}

async function searchByMeaning(
  { vector, scope }: HybridSearchQuery,
  vectors: VectorIndex,
): Promise<{ matches: VectorMatch[]; indexed: number; failed: boolean }> {
  if (vector === null) return { matches: [], indexed: 0, failed: true };
  try {
    const [matches, indexed] = await Promise.all([
      vectors.search({ vector, limit: candidatesPerSearch, filter: scopeFilter(scope) }),
      vectors.count(),
    ]);
    return { matches, indexed, failed: false };
  } catch {
    return { matches: [], indexed: 0, failed: true };
  }
}
