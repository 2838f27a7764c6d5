import type { FinishedAnswer } from '../../../server/caching/admission.ts';
import type { CacheQuery } from '../../../server/caching/cache-key.ts';
import { makeRandom } from '../../../server/caching/training/labelled-questions.ts';

export interface BaseQuestion {
  text: string;
  vector: Float32Array;
}

export interface MadeEntry {
  query: CacheQuery;
  vector: Float32Array;
  answer: FinishedAnswer;
  documentId: string;
  passageId: string;
}

const scope = { audience: 'public', locale: 'en', site: 'bench' } as const;
const policy = { promptVersion: 'answer-1', modelPolicy: 'small large extractive' };
const adverbs =
  'actually again anyway clearly currently exactly generally mostly normally now often really simply today typically usually'.split(
    ' ',
  );
/** About as far from each other as paraphrases are: a cosine around 0.87. */
const spread = 0.4;
const answerText =
  'Standard delivery within the country costs 4.90 EUR and takes 2 to 4 working days; from an order value of 60 EUR it is free. Parcels that nobody takes in wait 7 days at the nearest shop [1].';
const passageText = answerText.repeat(3);

/** The entry of this number: one of the questions in other words, near it. The same each time. */
export function entryAt(number: number, bases: BaseQuestion[]): MadeEntry {
  const at = number % bases.length;
  const base = bases[at] as BaseQuestion;
  const round = Math.floor(number / bases.length);
  const words = [round, Math.floor(round / adverbs.length)].map(
    (by) => adverbs[by % adverbs.length],
  );
  const lap = Math.floor(round / adverbs.length ** 2);
  const question = `${base.text} ${words.join(' ')}${' too'.repeat(lap)}`;
  const documentId = `document-${at}`;
  const passageId = `${documentId}#1`;
  return {
    query: { scope, question, ...policy },
    vector: near(base.vector, makeRandom(number + 1)),
    documentId,
    passageId,
    answer: {
      messageId: `message-${number}`,
      text: answerText,
      status: 'complete',
      finishReason: 'stop',
      verification: { verdict: 'supported', criticalValues: 4, unsupported: [] },
      citations: [
        {
          number: 1,
          documentId,
          documentVersion: 1,
          passageId,
          title: 'Delivery',
          heading: 'Prices',
          text: passageText,
        },
      ],
      documents: [{ id: documentId, version: 1, volatility: 'stable' }],
      servedBy: 'small',
      taskClass: 'faq',
      costUsd: 0.001,
      totalMs: 1_500,
      personal: false,
      standalone: true,
      degraded: false,
    },
  };
}

/** A new question near one of them. */
export function asked(bases: BaseQuestion[]): Pick<MadeEntry, 'query' | 'vector' | 'passageId'> {
  const at = Math.floor(Math.random() * bases.length);
  const { text, vector } = bases[at] as BaseQuestion;
  return {
    query: { scope, question: `${text} please`, ...policy },
    vector: near(vector, Math.random),
    passageId: `document-${at}#1`,
  };
}

function near(vector: Float32Array, random: () => number): Float32Array {
  // Of so many numbers the sum is as good as normal; each has the size that makes their length `spread`.
  const size = (spread * Math.sqrt(12)) / Math.sqrt(vector.length);
  const moved = vector.map((value) => value + (random() - 0.5) * size);
  const length = Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0));
  return moved.map((value) => value / length);
}
