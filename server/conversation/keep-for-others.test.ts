import { expect, it } from 'vitest';
import type { TaskClass } from '../../shared/receipt.ts';
import { ManualClock } from '../adapters/in-process/manual-clock.ts';
import type { SemanticContext } from '../caching/answer-cache.ts';
import { screen } from '../stages/screen.ts';
import { askQuestion, lookUpShared } from './asked-question.ts';
import { keepForOthers } from './keep-for-others.ts';
import type { ProducedAnswer } from './produce-answer.ts';
import type { Turn } from './turn.ts';
import type { TurnComponents } from './turn-components.ts';

const nearest = { entry: {}, assessment: { cosine: 0.9, score: 0.97 } };
const turn = { conversation: { locale: 'en', site: 'shop' }, origin: 'sent' } as Turn;
const thread = { past: [], history: [], failedInARow: 0 };

it('observes a miss in the class that the caches were asked by', async () => {
  const seen: { asked?: TaskClass; observed?: TaskClass } = {};
  const components = {
    clock: new ManualClock(),
    embedder: { embed: async () => [Float32Array.of(1, 0)] },
    template: () => ({ version: 'answer-1', system: '' }),
    modelPolicy: () => 'ladder',
    knowledgeLocale: () => 'en',
    retrieve: async () => ({ retrieval: { passages: [] }, fromFragments: false }),
    // By rules alone the class would be another.
    classify: ({ vector }: { vector: Float32Array | null }) =>
      vector === null ? 'document-question' : 'faq',
    answers: {
      begin: async () => 1,
      lookUpExact: async () => ({ kind: 'miss' }),
      async lookUpSemantic(_query: unknown, _vector: unknown, context: SemanticContext) {
        seen.asked = await context.taskClass();
        return { kind: 'miss', reason: 'doubtful', nearest };
      },
      admit: async () => ({ stored: true }),
    },
    observer: {
      async observeMiss(_query: unknown, taskClass: TaskClass) {
        seen.observed = taskClass;
      },
    },
  } as unknown as TurnComponents;
  const asked = askQuestion(turn, screen('What does delivery cost?'), thread, components);
  const found = await lookUpShared(asked, turn, components);
  const produced = { passages: [], written: { text: 'Free.', status: 'complete' } };
  await keepForOthers(
    asked,
    found,
    produced as unknown as ProducedAnswer,
    { citations: [], retrieval: {}, cache: {} } as never,
    components,
  );
  expect(seen).toEqual({ asked: 'faq', observed: 'faq' });
});
