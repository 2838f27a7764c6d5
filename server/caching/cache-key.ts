import { createHash } from 'node:crypto';
import type { Audience } from '../ports/knowledge-store.ts';
import { canonicalJson } from './canonical-json.ts';
import { normaliseQuestion } from './normalise-question.ts';

/** Who may share an answer. Never folded into the text of a question: it is compared exactly, in every tier. */
export interface CacheScope {
  audience: Audience;
  locale: string;
  site: string;
}

/** All that an answer depends on, but for the documents. */
export interface CacheQuery {
  scope: CacheScope;
  /** Standing on its own, and screened of personal data. */
  question: string;
  promptVersion: string;
  /** Names the models that may answer; another policy gives other answers. */
  modelPolicy: string;
}

export const answerKeyPrefix = 'answer:';
export const fragmentKeyPrefix = 'fragment:';

/** Key of the exact tier: SHA-256 over canonical JSON, with the question normalised. */
export function exactKey(query: CacheQuery): string {
  return `${answerKeyPrefix}${sha256({
    audience: query.scope.audience,
    locale: query.scope.locale,
    site: query.scope.site,
    promptVersion: query.promptVersion,
    modelPolicy: query.modelPolicy,
    question: normaliseQuestion(query.question),
  })}`;
}

/** One short word for all that must be equal before two questions are compared at all: a filter of the semantic tier. */
export function answerScopeKey(query: Omit<CacheQuery, 'question'>): string {
  const { scope, promptVersion, modelPolicy } = query;
  const { audience, locale, site } = scope;
  return sha256({ audience, locale, site, promptVersion, modelPolicy }).slice(0, 24);
}

/** Where a search was done: its results hold for one state of one index only. */
export interface SearchScope extends CacheScope {
  indexVersion: number;
  embeddingModelId: string;
}

/** One short word for a search scope, but for the question. */
export function searchScopeKey(scope: SearchScope): string {
  const { audience, locale, site, indexVersion, embeddingModelId } = scope;
  return sha256({ audience, locale, site, indexVersion, embeddingModelId }).slice(0, 24);
}

/** Key of the fragment tier. */
export function fragmentKey(scope: SearchScope, question: string): string {
  return `${fragmentKeyPrefix}${sha256({
    audience: scope.audience,
    locale: scope.locale,
    site: scope.site,
    indexVersion: scope.indexVersion,
    embeddingModelId: scope.embeddingModelId,
    question: normaliseQuestion(question),
  })}`;
}

function sha256(value: Record<string, string | number>): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
