import type { TaskClass } from '../../shared/receipt.ts';
import { type AnswerComparison, answersAgree, type FreshAnswer } from './answer-agreement.ts';
import type { AnswerCache, NearestEntry } from './answer-cache.ts';
import type { AnswerEntry } from './answer-entry.ts';
import type { CacheQuery } from './cache-key.ts';

/** One look at whether a cached answer was, or would have been, right for a question. */
export interface Observation {
  /** `miss`: compared though not served. `exact` and `semantic`: a served hit, answered afresh off the path. */
  source: 'miss' | 'exact' | 'semantic';
  taskClass: TaskClass;
  question: string;
  cachedQuestion: string;
  cosine: number;
  /** The verifier's; null where it was not asked. */
  score: number | null;
  correct: boolean;
  observedAtMs: number;
}

export type RecordObservation = (observation: Observation) => Promise<void>;

export interface ServedHit {
  tier: 'exact' | 'semantic';
  taskClass: TaskClass;
  entry: AnswerEntry;
  cosine: number;
  /** The verifier's; null where it was not asked. */
  score: number | null;
}

export interface ObserverParts {
  record: RecordObservation;
  nowMs(): number;
  /** Uniform in [0, 1). */
  random(): number;
  /** Answers a question with no answer cache; null where nothing came about that an answer could be measured by. */
  answerAfresh(query: CacheQuery): Promise<FreshAnswer | null>;
  /** Whether the documents that an entry rests on are still as they were. */
  stands(entry: AnswerEntry): Promise<boolean>;
  answers: Pick<AnswerCache, 'evictAnswer'>;
  agree?: AnswerComparison;
  /** Share of such hits that are answered afresh and compared, 0..1. */
  sampledShare?(hit: ServedHit): number;
}

/** Samples waiting to be answered afresh; more are let go, so that a busy hour costs no backlog. */
const longestBacklog = 20;

/** Learns, off the path, how right the caches are: from every miss, and from a sample of the hits. */
export class CacheObserver {
  readonly #parts: ObserverParts;
  readonly #agree: AnswerComparison;
  readonly #sampledShare: (hit: ServedHit) => number;
  #backlog = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(parts: ObserverParts) {
    this.#parts = parts;
    this.#agree = parts.agree ?? answersAgree;
    this.#sampledShare = parts.sampledShare ?? (() => 0.02);
  }

  /** Every miss is a free observation: its fresh answer against the nearest entry's. */
  async observeMiss(query: CacheQuery, nearest: NearestEntry, fresh: FreshAnswer): Promise<void> {
    const { entry, assessment } = nearest;
    await this.#parts.record({
      source: 'miss',
      taskClass: assessment.taskClass,
      question: query.question,
      cachedQuestion: entry.question,
      cosine: assessment.cosine,
      score: assessment.score,
      correct: this.#isRight(entry, fresh),
      observedAtMs: this.#parts.nowMs(),
    });
  }

  /** Takes its share of the hits, and answers those afresh one after the other. Returns at once. */
  offerHit(query: CacheQuery, hit: ServedHit): void {
    if (this.#parts.random() >= this.#sampledShare(hit) || this.#backlog >= longestBacklog) return;
    this.#backlog += 1;
    this.#work = this.#work
      .then(() => this.#observeHit(query, hit))
      .catch(() => {})
      .finally(() => {
        this.#backlog -= 1;
      });
  }

  /** Resolves once the samples taken so far are compared. */
  settled(): Promise<void> {
    return this.#work;
  }

  async #observeHit(query: CacheQuery, hit: ServedHit): Promise<void> {
    const fresh = await this.#parts.answerAfresh(query);
    const { entry } = hit;
    // An edit while the sample waited says nothing of what the hit was worth.
    if (fresh === null || !(await this.#parts.stands(entry))) return;
    const correct = this.#isRight(entry, fresh);
    await this.#parts.record({
      source: hit.tier,
      taskClass: hit.taskClass,
      question: query.question,
      cachedQuestion: entry.question,
      cosine: hit.cosine,
      score: hit.score,
      correct,
      observedAtMs: this.#parts.nowMs(),
    });
    // To its own question the entry no longer is the answer; to another it was only served in error.
    if (!correct && hit.tier === 'exact') await this.#parts.answers.evictAnswer(entry.messageId);
  }

  /** Where the documents do not say, no answer is right. */
  #isRight(entry: AnswerEntry, fresh: FreshAnswer): boolean {
    return fresh !== 'does-not-know' && this.#agree(entry, fresh);
  }
}
