import { answerability } from '../knowledge/retrieval/answerability.ts';
import type { ReadingEvidence } from '../knowledge/retrieval/evidence.ts';
import type { HybridSearchResult } from '../knowledge/retrieval/hybrid-search.ts';
import { type SearchParts, searchQuestion } from '../knowledge/retrieval/long-question-search.ts';
import type { SearchScope } from '../knowledge/retrieval/search-scope.ts';
import type { ReadUnit } from '../ports/reader.ts';

export interface RetrieveInput {
  standaloneQuestion: string;
  /** Of the question, maybe still being made; null where it could not be embedded. */
  vector: Float32Array | null | Promise<Float32Array | null>;
  scope: SearchScope;
  memory?: SearchMemory;
}

/**
 * What a search has to do with those that are remembered: `use` them and be one of them; `renew` what is remembered, for whoever wants
 * another answer; `leave` them alone, where the question is the customer's own affair.
 */
export type SearchMemory = 'use' | 'renew' | 'leave';

export interface Retrieval extends HybridSearchResult {
  /** Of the knowledge base when the search began. */
  indexVersion: number;
  /** Chance from 0 to 1 that the passages answer the question. */
  answerable: number;
  /** What was read of the passages together with the question; absent before that and where nothing could be. */
  units?: readonly ReadUnit[];
  reading?: ReadingEvidence;
}

export interface FragmentKey extends Omit<RetrieveInput, 'memory'> {
  vector: Float32Array | null;
  indexVersion: number;
}

/** Results of earlier searches for the same or nearly the same question, of the same scope and index version. */
export interface Fragments {
  find(key: FragmentKey): Promise<Retrieval | null>;
  keep(key: FragmentKey, retrieval: Retrieval): Promise<void>;
  /** Of this question and of those nearly the same. A memory out of reach keeps what it has. */
  forget(key: FragmentKey): Promise<void>;
}

export interface RetrieveDependencies extends SearchParts {
  /** Grows with every saved or deleted document. */
  indexVersion(): number | Promise<number>;
  fragments?: Fragments;
  /** How many passages to return; the prompt's token budget may keep fewer. */
  limit?: number;
}

const defaultLimit = 8;

/**
 * Step 5 of a turn: the passages that may answer the question, best first, with the evidence for it. A degraded result is not
 * kept for later questions.
 */
export async function retrieve(
  input: RetrieveInput,
  dependencies: RetrieveDependencies,
): Promise<{ retrieval: Retrieval; fromFragments: boolean }> {
  const [indexVersion, vector] = await Promise.all([dependencies.indexVersion(), input.vector]);
  const { standaloneQuestion: question, scope, memory = 'use' } = input;
  const key = { standaloneQuestion: question, scope, vector, indexVersion };
  const earlier = memory === 'use' ? await dependencies.fragments?.find(key) : null;
  if (earlier) return { retrieval: earlier, fromFragments: true };
  const limit = dependencies.limit ?? defaultLimit;
  const result = await searchQuestion({ question, vector, scope, limit }, dependencies);
  const answerable = answerability(result.evidence, result.source);
  const retrieval = { ...result, indexVersion, answerable };
  if (!result.degraded && memory !== 'leave') await dependencies.fragments?.keep(key, retrieval);
  return { retrieval, fromFragments: false };
}
