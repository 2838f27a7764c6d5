import type { TaskClass } from '../../../shared/receipt.ts';
import { ManualClock } from '../../adapters/in-process/manual-clock.ts';
import { settingsInMemory } from '../../adapters/in-process/setting-store.ts';
import type { LanguageModel } from '../../ports/language-model.ts';
import { extractiveRung, type Rung } from '../../routing/ladder.ts';
import { RouteLearning } from '../../routing/route-learning.ts';
import { StickyModels } from '../../routing/sticky-models.ts';
import { type Classification, TaskClassifier } from '../../routing/task-classifier.ts';
import { chooseRoute } from '../../stages/route.ts';
import type { RoutingRecord } from './records.ts';

export type Choice = 'weak' | 'strong';
/** Chooses for each record in turn. `knob` from 0 to 1: how readily the strong model is asked. */
export type Chooser = (records: readonly RoutingRecord[], knob: number) => Choice[];

const choose = (strong: boolean): Choice => (strong ? 'strong' : 'weak');

/** Asks the strong model by chance alone. */
export function randomly(random: () => number): Chooser {
  return (records, knob) => records.map(() => choose(random() < knob));
}

/** Knows beforehand how often each class fails at the weak model, from the records themselves. */
export const byClassPrior: Chooser = (records, knob) => {
  const byClass = Map.groupBy(records, (record) => record.class);
  const failing = new Map(
    [...byClass].map(([taskClass, own]) => [
      taskClass,
      own.filter(({ weakRight }) => !weakRight).length / own.length,
    ]),
  );
  return records.map((record) => choose((failing.get(record.class) ?? 0) >= 1 - knob));
};

/** Knows each outcome: strong only where it is right and the weak one is not, so far as the knob's share of those goes. */
export const oracle: Chooser = (records, knob) => {
  const needing = records.filter(({ weakRight, strongRight }) => strongRight && !weakRight).length;
  let left = Math.round(knob * needing);
  return records.map(({ weakRight, strongRight }) => {
    if (weakRight || !strongRight || left === 0) return 'weak';
    left -= 1;
    return 'strong';
  });
};

/** The product's router: knows nothing at first and learns from the model it asked alone. The knob is its quality target. */
export function productRouter(random: () => number): Chooser {
  return (records, knob) => {
    const learning = new RouteLearning(settingsInMemory(), clock);
    const classifier = new GivenClass();
    const sticky = new StickyModels(clock);
    const rungs = [rungOf('weak', 'small', records), rungOf('strong', 'large', records)];
    return records.map((record, index) => {
      classifier.taskClass = record.class;
      const decision = chooseRoute(
        {
          question: '',
          vector: null,
          conversationId: String(index),
          promptTokens: 1_000_000,
          maxOutputTokens: 0,
          money: 'any',
        },
        {
          rungs: () => rungs,
          extractive: extractiveRung(silent),
          classifier,
          learning,
          sticky,
          breakerState: () => 'closed',
          random,
          policy: { qualityTarget: knob, expectedOutputTokens: 0 },
        },
      );
      const choice = choose(decision.tierStart === 'large');
      const right = choice === 'strong' ? record.strongRight : record.weakRight;
      learning.learn({
        taskClass: record.class,
        model: choice,
        successes: right ? 1 : 0,
        failures: right ? 0 : 1,
      });
      return choice;
    });
  };
}

const clock = new ManualClock();

const silent: LanguageModel = {
  id: 'extractive',
  provider: 'none',
  async *stream() {},
};

/** The record's own class, as if the classifier never erred. */
class GivenClass extends TaskClassifier {
  taskClass: TaskClass = 'faq';

  override classify(): Classification {
    return { taskClass: this.taskClass, confidence: 1, source: 'rule' };
  }
}

/** One call of a million tokens costs the mean of the records. */
function rungOf(id: Choice, tier: 'small' | 'large', records: readonly RoutingRecord[]): Rung {
  const cost = (record: RoutingRecord): number =>
    id === 'weak' ? record.weakCostUsd : record.strongCostUsd;
  const input = records.reduce((sum, record) => sum + cost(record), 0) / records.length;
  return {
    id,
    provider: id,
    tier,
    model: silent,
    prices: { input, output: 0, cachedInput: input },
    contextWindow: Number.POSITIVE_INFINITY,
    limits: { concurrency: 1 },
    timeouts: { firstTokenMs: 1, gapMs: 1, totalMs: 1 },
  };
}
