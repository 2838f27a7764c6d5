import type { FollowUp, ModelAttempt, PromptTokens, Receipt } from '../../shared/receipt.ts';
import type { AnswerEntry } from '../caching/answer-entry.ts';
import { citationsOf } from '../stages/cite.ts';
import type { LookUpResult } from '../stages/look-up.ts';
import type { Course } from './course.ts';
import type { HandOffReason } from './hand-off.ts';
import type { ProducedAnswer } from './produce-answer.ts';

const noTokens: PromptTokens = { system: 0, context: 0, summary: 0, history: 0, question: 0 };

export interface ReceiptFacts {
  course: Course;
  standaloneQuestion: string;
  followUp?: FollowUp | undefined;
  tokenizer: string;
}

function head({ course, standaloneQuestion, followUp, tokenizer }: ReceiptFacts) {
  return {
    messageId: course.messageId,
    conversationId: course.turn.conversation.id,
    createdAt: new Date().toISOString(),
    standaloneQuestion,
    ...(followUp === undefined ? {} : { followUp }),
    tokenizer,
    ...course.timings(),
  };
}

function accountOf(attempts: readonly ModelAttempt[]): Pick<Receipt, 'attempts' | 'costUsd'> {
  const costUsd = attempts.reduce((sum, attempt) => sum + attempt.costUsd, 0);
  return { attempts: [...attempts], costUsd };
}

/** Receipt of an answer from the caches. Until the repeated answer's receipt is read, its cost stands for the reference's. */
export function cachedReceipt(
  facts: ReceiptFacts,
  found: Extract<LookUpResult, { kind: 'hit' }>,
): Receipt {
  const { entry } = found;
  return {
    ...head(facts),
    servedBy: found.exact === 'hit' ? 'exact' : 'semantic',
    taskClass: entry.taskClass,
    ...accountOf(facts.course.calls),
    promptTokens: noTokens,
    referenceCostUsd: entry.costUsd,
    retrieval: { source: 'answer-cache', degraded: false, indexVersion: 0 },
    cache: {
      exact: found.exact,
      semantic: found.semantic,
      fragment: 'skipped',
      similarity: found.similarity,
      answeredBy: entry.messageId,
      originalCostUsd: entry.costUsd,
      originalMs: entry.totalMs,
    },
    citations: entry.citations,
    promptVersion: entry.promptVersion,
    verification: entry.verification,
  };
}

/** Receipt of a freshly written answer. One that shared another's production bears none of its cost. */
export function producedReceipt(
  facts: ReceiptFacts,
  produced: ProducedAnswer,
  found: LookUpResult,
  options: {
    led: boolean;
    notShared: string | null;
    handOff: HandOffReason | null;
    referenceCostUsd: number;
  },
): Receipt {
  const { written, retrieval, prompt } = produced;
  const ownCalls = options.led ? written.attempts : [];
  return {
    ...head(facts),
    servedBy: written.servedBy,
    taskClass: produced.route.taskClass,
    ...accountOf([...facts.course.calls, ...ownCalls]),
    promptTokens: prompt.tokens,
    referenceCostUsd: options.referenceCostUsd,
    retrieval: {
      source: produced.fromFragments ? 'fragment-cache' : retrieval.source,
      degraded: produced.degraded,
      indexVersion: retrieval.indexVersion,
    },
    cache: {
      exact: found.exact,
      semantic: found.semantic,
      fragment: produced.fromFragments ? 'hit' : 'miss',
      ...(options.notShared === null ? {} : { notShared: options.notShared }),
      // So that a thumbs-down on a shared generation reaches the entry it became.
      ...(options.led ? {} : { answeredBy: produced.messageId }),
    },
    citations: citationsOf(written.text, produced.passages),
    promptVersion: prompt.version,
    verification: written.verification,
    ...(options.handOff === null ? {} : { handOff: options.handOff }),
  };
}

/** Receipt of what needed neither a document nor a model: small talk, or a turn that failed. */
export function plainReceipt(
  facts: ReceiptFacts,
  servedBy: 'system',
  taskClass: Receipt['taskClass'],
): Receipt {
  return {
    ...head(facts),
    servedBy,
    taskClass,
    ...accountOf(facts.course.calls),
    promptTokens: noTokens,
    referenceCostUsd: 0,
    retrieval: { source: 'none', degraded: false, indexVersion: 0 },
    cache: { exact: 'skipped', semantic: 'skipped', fragment: 'skipped' },
    citations: [],
    promptVersion: 'none',
    verification: { verdict: 'not-applicable', criticalValues: 0, unsupported: [] },
  };
}

/** Documents whose text the models were given, once each, as an entry of the caches rests on them. */
export function documentsOf(
  produced: ProducedAnswer,
): { id: string; version: number; volatility: 'volatile' | 'stable' }[] {
  const byId = new Map(
    produced.passages.map((passage) => [
      passage.documentId,
      { id: passage.documentId, version: passage.documentVersion, volatility: passage.volatility },
    ]),
  );
  return [...byId.values()];
}

/** Answers of the caches are compared and reused by text and citations. */
export type CachedText = Pick<AnswerEntry, 'text' | 'citations'>;
