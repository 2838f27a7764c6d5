import { z } from 'zod';
import { type TaskClass, taskClassSchema } from '../../../shared/receipt.ts';

/** One question with what became of it at a weak and at a strong model. */
export const routingRecordSchema = z.object({
  class: taskClassSchema,
  weakRight: z.boolean(),
  strongRight: z.boolean(),
  weakCostUsd: z.number().nonnegative(),
  strongCostUsd: z.number().nonnegative(),
});
export type RoutingRecord = z.output<typeof routingRecordSchema>;

/** Share of the traffic, and of the questions that the weak and the strong model get right. Assumed, not measured. */
const assumed: [TaskClass, { share: number; weak: number; strong: number }][] = [
  ['small-talk', { share: 0.08, weak: 0.98, strong: 0.99 }],
  ['faq', { share: 0.4, weak: 0.92, strong: 0.96 }],
  ['document-question', { share: 0.27, weak: 0.8, strong: 0.93 }],
  ['summarise-translate', { share: 0.07, weak: 0.9, strong: 0.95 }],
  ['multi-step', { share: 0.12, weak: 0.5, strong: 0.86 }],
  ['out-of-scope', { share: 0.06, weak: 0.75, strong: 0.88 }],
];
/** Tokens of a support call at the prices of gpt-4o-mini and gpt-4o: 2,500 in, 150 out. */
const costs = { weakCostUsd: 0.000465, strongCostUsd: 0.00775 };
/** Share of the questions at which the strong model's luck has nothing to do with the weak one's. */
const independent = 0.1;

function classAt(place: number): { taskClass: TaskClass; weak: number; strong: number } {
  let left = place;
  for (const [taskClass, { share, weak, strong }] of assumed) {
    left -= share;
    if (left < 0) return { taskClass, weak, strong };
  }
  return { taskClass: 'faq', weak: 0.92, strong: 0.96 };
}

/** Synthetic records, for trying the command out: what is hard for the strong model is mostly hard for the weak one too. */
export function drawRecords(count: number, random: () => number): RoutingRecord[] {
  return Array.from({ length: count }, () => {
    const { taskClass, weak, strong } = classAt(random());
    const difficulty = random();
    const other = random() < independent ? random() : difficulty;
    return {
      class: taskClass,
      weakRight: difficulty < weak,
      strongRight: other < strong,
      ...costs,
    };
  });
}
