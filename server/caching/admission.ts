import type { AnswerStatus } from '../../shared/conversation.ts';
import type { Citation, ServedBy, TaskClass, Verification } from '../../shared/receipt.ts';
import type { Volatility } from '../ports/knowledge-store.ts';
import type { FinishReason } from '../ports/language-model.ts';
import { repeatsIdentifier } from './decision/guards/identifiers.ts';
import { repeatsName } from './repeats-name.ts';

export interface RestsOnDocument {
  id: string;
  /** The version that was read when the answer began. */
  version: number;
  volatility: Volatility;
}

/** An answer as the turn ended with it. */
export interface FinishedAnswer {
  messageId: string;
  text: string;
  status: AnswerStatus;
  /** Of the model that wrote the last word; null where its terminal event was not seen. */
  finishReason: FinishReason | null;
  verification: Verification;
  citations: Citation[];
  /** Every document whose text the model was given. */
  documents: RestsOnDocument[];
  servedBy: ServedBy;
  taskClass: TaskClass;
  /** What a hit on it saves. */
  costUsd: number;
  totalMs: number;
  /** The turn used the customer's own data, or personal data was screened from the question. */
  personal: boolean;
  /** The question stands on its own. */
  standalone: boolean;
  /** A fallback wrote it because something was down. */
  degraded: boolean;
}

export type Refusal =
  | 'personal'
  | 'repeats-identifier'
  | 'repeats-name'
  | 'not-standalone'
  | 'not-generated'
  | 'incomplete'
  | 'abstained'
  | 'not-verified'
  | 'ungrounded'
  | 'degraded';

const generated: ReadonlySet<ServedBy> = new Set(['small', 'large', 'extractive']);
const verified: ReadonlySet<Verification['verdict']> = new Set(['supported', 'revised', 'quoted']);

function isVerified({ verdict, criticalValues }: Verification): boolean {
  return verified.has(verdict) || (verdict === 'not-applicable' && criticalValues === 0);
}

/**
 * Why an answer to a question may not be shared, or null when it may. Whether its documents still stand is checked where it
 * is stored. Order numbers do not count when questions are compared, so an answer that repeats one is the asker's own.
 */
export function refusalOf(question: string, answer: FinishedAnswer): Refusal | null {
  if (answer.personal) return 'personal';
  if (repeatsIdentifier(question, answer.text)) return 'repeats-identifier';
  if (repeatsName(question, answer.text, answer.citations)) return 'repeats-name';
  if (!answer.standalone) return 'not-standalone';
  if (!generated.has(answer.servedBy)) return 'not-generated';
  if (answer.status === 'abstained' || answer.verification.verdict === 'abstained') {
    return 'abstained';
  }
  if (answer.status !== 'complete' || answer.finishReason !== 'stop') return 'incomplete';
  if (answer.text.trim() === '') return 'incomplete';
  if (!isVerified(answer.verification)) return 'not-verified';
  if (answer.documents.length === 0) return 'ungrounded';
  if (answer.degraded) return 'degraded';
  return null;
}

/** True when every document still has the version that was read; a deleted one has none. */
export function documentsStand(
  documents: RestsOnDocument[],
  currentVersions: ReadonlyMap<string, number>,
): boolean {
  return documents.every(({ id, version }) => currentVersions.get(id) === version);
}
