import type { TaskClass } from '../../shared/receipt.ts';
import type { AnswerUses } from '../ports/answer-uses.ts';
import type { Cache, CacheInstant } from '../ports/cache.ts';
import type { Clock } from '../ports/clock.ts';
import type { HitNeighbour } from '../ports/hit-verifier.ts';
import type { VectorIndex } from '../ports/vector-index.ts';
import { documentsStand, type FinishedAnswer, type Refusal, refusalOf } from './admission.ts';
import { type AnswerEntry, decodeVector, encodeVector, readAnswerEntry } from './answer-entry.ts';
import { type CacheQuery, exactKey } from './cache-key.ts';
import { cosineFloor, nearestOf, neighbourCount } from './decision/candidate.ts';
import type { HitDecision } from './decision/decide-hit.ts';
import { expiresAtMs } from './expiry.ts';
import type { DecideHit } from './hit-decision.ts';
import { CacheInvalidation } from './invalidation.ts';
import { documentTag, messageTag } from './lineage.ts';
import { findLeftovers, type Leftovers } from './reconcile.ts';
import { SemanticIndex } from './semantic-index.ts';
import { SemanticSync } from './semantic-sync.ts';
import type { StoreBudget } from './store-budget.ts';

export interface AnswerCacheParts {
  cache: Cache;
  vectors: VectorIndex;
  clock: Clock;
  decide: DecideHit;
  /** Current versions from the database; an absent id is a deleted document. */
  documentVersions(documentIds: string[]): Promise<ReadonlyMap<string, number>>;
  /** Where thumbs are looked up; absent where nobody gives any. */
  uses?: AnswerUses;
  /** Uniform in [0, 1), for the jitter of expiry. */
  random(): number;
}

/** What the decision on a semantic hit may ask for, only when there is a candidate at all. */
export interface SemanticContext {
  taskClass: TaskClass;
  /** Ids of the passages the question itself retrieves, best first; null where they cannot be had. */
  retrievedLineage?(): Promise<readonly string[] | null>;
  /** Headings and questions of the knowledge base near the question: neighbours for a young cache. */
  headings?(): Promise<HitNeighbour[]>;
}

export type ExactLookup = { kind: 'hit'; entry: AnswerEntry } | { kind: 'miss' };

/** What was thought of an entry; kept for calibration even when it was not served. */
export interface Assessment {
  /** The class of question by whose threshold it was judged, and which learns what it was worth. */
  taskClass: TaskClass;
  cosine: number;
  /** The verifier's score; null where it was not asked. */
  score: number | null;
}

export interface NearestEntry {
  entry: AnswerEntry;
  assessment: Assessment;
}

export type SemanticLookup =
  | { kind: 'hit'; entry: AnswerEntry; assessment: Assessment }
  /** `nearest`: what a fresh answer is compared with, so that a miss teaches something. */
  | { kind: 'miss'; reason: string; nearest: NearestEntry | null };

export type Admission =
  | { stored: true; key: string; expiresAtMs: number }
  | { stored: false; reason: Refusal | 'document-changed' };

const candidates = { limit: neighbourCount, minScore: cosineFloor };

/**
 * Answers shared among customers: the exact tier by key and the semantic tier by nearness, over one stored entry.
 * Lookups throw `cache-unavailable` or `index-unavailable` when a store does not answer within the budget.
 */
export class AnswerCache {
  readonly invalidation: CacheInvalidation;
  readonly #parts: AnswerCacheParts;
  readonly #semantic: SemanticIndex;

  constructor(parts: AnswerCacheParts) {
    this.#parts = parts;
    this.#semantic = new SemanticIndex(parts.vectors);
    this.invalidation = new CacheInvalidation(parts.cache, (keys) => this.#forget(keys));
  }

  /** To be taken before documents are read, and handed to `admit` with the answer. */
  begin(): Promise<CacheInstant> {
    return this.#parts.cache.now();
  }

  async lookUpExact(query: CacheQuery, budget: StoreBudget): Promise<ExactLookup> {
    const key = exactKey(query);
    const entry = this.#servable(query, await budget.wait(() => this.#parts.cache.get(key)));
    return entry === null ? { kind: 'miss' } : { kind: 'hit', entry };
  }

  /** `vector`: the question's, L2-normalised. */
  async lookUpSemantic(
    query: CacheQuery,
    vector: Float32Array,
    context: SemanticContext,
    budget: StoreBudget,
  ): Promise<SemanticLookup> {
    const found = await this.#candidates(query, vector, budget);
    if (found.length === 0) return { kind: 'miss', reason: 'no-neighbour', nearest: null };
    const [retrievedLineage, headings] = await Promise.all([
      context.retrievedLineage?.() ?? null,
      // Where earlier questions fill the list, they say more.
      found.length < neighbourCount ? (context.headings?.() ?? []) : [],
    ]);
    const entries = found.map(({ neighbour }) => neighbour);
    const neighbours = nearestOf(entries, headings);
    const decision = await this.#parts.decide({
      text: query.question,
      taskClass: context.taskClass,
      neighbours,
      ...(retrievedLineage === null ? {} : { retrievedLineage }),
    });
    return lookupOf(decision, found, context.taskClass);
  }

  /** Stores the answer for others where it may be shared and its documents still stand. */
  async admit(
    query: CacheQuery,
    answer: FinishedAnswer,
    begunAt: CacheInstant,
    vector: Float32Array | null,
  ): Promise<Admission> {
    const refusal = refusalOf(query.question, answer);
    if (refusal !== null) return { stored: false, reason: refusal };
    const tags = tagsOf(
      answer.messageId,
      answer.documents.map(({ id }) => id),
    );
    const current = await this.#parts.documentVersions(answer.documents.map(({ id }) => id));
    if (!documentsStand(answer.documents, current) || this.invalidation.isPending(tags)) {
      return { stored: false, reason: 'document-changed' };
    }
    const key = exactKey(query);
    const entry = this.#entryOf(query, answer, vector);
    const options = { expiresAtMs: entry.expiresAtMs, documentIds: tags, begunAt };
    const stored = await this.#parts.cache.set(key, entry, options);
    if (!stored) return { stored: false, reason: 'document-changed' };
    if (vector !== null) await this.#semantic.add(key, query, vector, entry.expiresAtMs);
    return { stored: true, key, expiresAtMs: entry.expiresAtMs };
  }

  evictByDocuments(documentIds: string[]): Promise<string[]> {
    return this.invalidation.evictDocuments(documentIds);
  }

  evictAnswer(messageId: string): Promise<string[]> {
    return this.invalidation.evictAnswer(messageId);
  }

  /**
   * Evicts what rests on another version of a document than the database has and what got a thumbs-down, in case an eviction
   * was ever lost; to be run at start and every few minutes. Returns what it found.
   */
  async reconcile(): Promise<Leftovers> {
    const leftovers = await findLeftovers(this.#parts);
    const { documentIds, messageIds } = leftovers;
    if (documentIds.length > 0) await this.evictByDocuments(documentIds);
    for (const messageId of messageIds) await this.evictAnswer(messageId);
    return leftovers;
  }

  /** Keeps vectors that live in this process in step with the cache; to be run at start and every minute. */
  vectorSync(dimensions: number): SemanticSync {
    return new SemanticSync(this.#parts.cache, this.#semantic, dimensions);
  }

  /** Clears away vectors in a shared index whose entries have long expired; once a day is enough. */
  sweep(): Promise<void> {
    return this.#semantic.sweep(this.#parts.clock.nowMs());
  }

  async #candidates(
    query: CacheQuery,
    vector: Float32Array,
    budget: StoreBudget,
  ): Promise<FoundEntry[]> {
    const matches = await budget.wait(() => this.#semantic.nearest(query, vector, candidates));
    if (matches.length === 0) return [];
    const keys = matches.map((match) => match.id);
    const stored = await budget.wait(() => this.#parts.cache.getMany(keys));
    return matches.flatMap((match, index) => {
      const entry = this.#servable(query, stored[index]);
      return entry === null ? [] : [{ entry, neighbour: neighbourOf(entry, match.score) }];
    });
  }

  /** The entry, unless it is of another scope or rests on something whose eviction has not come through yet. */
  #servable(query: CacheQuery, stored: unknown): AnswerEntry | null {
    const entry = readAnswerEntry(stored);
    if (entry === null || !isOfQuery(entry, query)) return null;
    const tags = tagsOf(entry.messageId, Object.keys(entry.documentVersions));
    return this.invalidation.isPending(tags) ? null : entry;
  }

  #entryOf(query: CacheQuery, answer: FinishedAnswer, vector: Float32Array | null): AnswerEntry {
    const { clock, random } = this.#parts;
    const volatilities = answer.documents.map(({ volatility }) => volatility);
    return {
      format: 2,
      scope: query.scope,
      promptVersion: query.promptVersion,
      modelPolicy: query.modelPolicy,
      question: query.question,
      vector: encodeVector(vector),
      taskClass: answer.taskClass,
      text: answer.text,
      citations: answer.citations,
      documentVersions: Object.fromEntries(
        answer.documents.map(({ id, version }) => [id, version]),
      ),
      verification: answer.verification,
      servedBy: answer.servedBy,
      costUsd: answer.costUsd,
      totalMs: answer.totalMs,
      messageId: answer.messageId,
      createdAt: new Date(clock.nowMs()).toISOString(),
      expiresAtMs: expiresAtMs(volatilities, clock.nowMs(), random),
    };
  }

  /** Vectors without an entry serve nothing, so failing to remove them does no harm. */
  async #forget(keys: string[]): Promise<void> {
    await this.#semantic.remove(keys).catch(() => {});
  }
}

function tagsOf(messageId: string, documentIds: string[]): string[] {
  return [messageTag(messageId), ...documentIds.map(documentTag)];
}

interface FoundEntry {
  entry: AnswerEntry;
  neighbour: HitNeighbour;
}

function neighbourOf(entry: AnswerEntry, cosine: number): HitNeighbour {
  const cited = [...new Set(entry.citations.map((citation) => citation.passageId))];
  const lineage = (cited.length > 0 ? cited : Object.keys(entry.documentVersions)).toSorted();
  return {
    kind: 'entry',
    text: entry.question,
    vector: decodeVector(entry.vector),
    cosine,
    lineage,
    answerKey: lineage.join(' '),
  };
}

/** A vector index that mixed up scopes must not be able to leak. */
function isOfQuery(entry: AnswerEntry, query: CacheQuery): boolean {
  return (
    entry.scope.audience === query.scope.audience &&
    entry.scope.locale === query.scope.locale &&
    entry.scope.site === query.scope.site &&
    entry.promptVersion === query.promptVersion &&
    entry.modelPolicy === query.modelPolicy
  );
}

function lookupOf(
  decision: HitDecision,
  found: FoundEntry[],
  taskClass: TaskClass,
): SemanticLookup {
  if (decision.kind === 'none') return { kind: 'miss', reason: 'no-neighbour', nearest: null };
  if (decision.kind === 'refused') {
    return { kind: 'miss', reason: `guard:${decision.guard}`, nearest: null };
  }
  const { candidate, score } = decision;
  const chosen = found.find(({ neighbour }) => neighbour === candidate);
  if (chosen === undefined) return { kind: 'miss', reason: 'no-neighbour', nearest: null };
  const nearest = {
    entry: chosen.entry,
    assessment: { taskClass, cosine: candidate.cosine, score },
  };
  if (decision.kind === 'hit') return { kind: 'hit', ...nearest };
  return { kind: 'miss', reason: decision.kind, nearest };
}
