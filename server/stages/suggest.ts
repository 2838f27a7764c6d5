import type { Citation } from '../../shared/receipt.ts';
import type { Passage } from '../ports/knowledge-store.ts';
import { toCitation } from './cite.ts';
import type { Retrieval } from './retrieve.ts';

const mostSuggested = 3;

/** Below these a search found nothing that has to do with the question: small talk, another company's business, rubbish. */
const leastCosine = 0.3;
const leastAnswerable = 0.08;

/**
 * Pages that may help where the answer was none: of the documents found best, each once, its best passage. None where they have
 * nothing to do with the question, or where only words were searched.
 */
export function suggest({ passages, evidence, answerable }: Retrieval): Passage[] {
  if (evidence === null || evidence.bestCosine < leastCosine) return [];
  if (answerable < leastAnswerable) return [];
  const byDocument = new Map<string, Passage>();
  for (const passage of passages) {
    if (!byDocument.has(passage.documentId)) byDocument.set(passage.documentId, passage);
  }
  return [...byDocument.values()].slice(0, mostSuggested);
}

/** Suggestions as a customer may open them, numbered from 1. */
export function suggestedSources(suggested: readonly Passage[]): Citation[] {
  return suggested.map((passage, index) => toCitation(passage, index + 1));
}
