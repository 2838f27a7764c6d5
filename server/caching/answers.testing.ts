import type { Citation } from '../../shared/receipt.ts';
import type { FinishedAnswer, RestsOnDocument } from './admission.ts';
import type { CacheQuery } from './cache-key.ts';
import type { Guard } from './decision/guards/guard.ts';

/** A question of a customer, for specifications. */
export function customerQuery(question: string, site = 'shop'): CacheQuery {
  return {
    scope: { audience: 'public', locale: 'en', site },
    question,
    promptVersion: 'answer-1',
    modelPolicy: 'ladder-1',
  };
}

/** An answer that may be shared, resting on the documents and citing the first. */
export function sharableAnswer(
  messageId: string,
  documents: RestsOnDocument[],
  changes: Partial<FinishedAnswer> = {},
): FinishedAnswer {
  const [cited] = documents;
  return {
    messageId,
    text: `Answer ${messageId} [1]`,
    status: 'complete',
    finishReason: 'stop',
    verification: { verdict: 'supported', criticalValues: 0, unsupported: [] },
    citations: cited === undefined ? [] : [citation(cited)],
    documents,
    servedBy: 'small',
    taskClass: 'faq',
    costUsd: 0.004,
    totalMs: 1800,
    personal: false,
    standalone: true,
    degraded: false,
    ...changes,
  };
}

export function citation({ id, version }: { id: string; version: number }): Citation {
  return {
    number: 1,
    documentId: id,
    documentVersion: version,
    passageId: `${id}#0`,
    title: id,
    heading: '',
    text: `Text of ${id}`,
  };
}

/** A unit vector at the given angle, in degrees: the cosine of two is that of the angle between them. */
export function vectorAt(degrees: number): Float32Array {
  const radians = (degrees * Math.PI) / 180;
  return new Float32Array([Math.cos(radians), Math.sin(radians)]);
}

/** A guard without objections. */
export const letAllPass: Guard = () => ({ passed: true });
