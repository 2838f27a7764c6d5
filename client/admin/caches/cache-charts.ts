import type { CacheUse, ClassUse } from '../../../shared/admin-protocol.ts';
import type { TaskClass } from '../../../shared/receipt.ts';
import { taskClassNames } from '../../kit/staff/words/names.ts';
import { durationText, shareText, usdText } from '../../kit/staff/words/numbers.ts';
import { bucketLabels } from '../charts/bucket-labels.ts';
import type { Chart, ChartRow } from '../charts/chart.ts';
import { classUses, hitRate, totalUse } from './class-uses.ts';

const classColors: Record<TaskClass, string> = {
  'document-question': 'desk.6',
  faq: 'cyan.5',
  'multi-step': 'indigo.5',
  'summarise-translate': 'grape.5',
  'out-of-scope': 'orange.4',
  'wants-person': 'pink.5',
  'small-talk': 'gray.5',
};

/** The charts over time, in the order of the page. Moments that are yet to come are left out. */
export function cacheCharts(use: CacheUse, now: Date = new Date()): Chart[] {
  const points = use.points.filter(({ at }) => Date.parse(at) <= now.getTime());
  const label = bucketLabels(use);
  const rows = (
    values: (classes: readonly ClassUse[]) => Record<string, number | null>,
  ): ChartRow[] => points.map(({ at, classes }) => ({ label: label(at), ...values(classes) }));
  const asked = classUses({ ...use, points }).map(({ taskClass }) => taskClass);
  return [
    {
      title: 'Hit rate by tier',
      about: 'Hits among the lookups of each tier. A question that one tier serves asks no other.',
      kind: 'line',
      isCount: false,
      format: shareText,
      series: [
        { name: 'exact', label: 'Exact', color: 'desk.6' },
        { name: 'semantic', label: 'Semantic', color: 'cyan.5' },
        { name: 'fragment', label: 'Fragment', color: 'indigo.4' },
      ],
      rows: rows((classes) => ({
        exact: hitRate(totalUse(classes, 'exact')),
        semantic: hitRate(totalUse(classes, 'semantic')),
        fragment: hitRate(totalUse(classes, 'fragment')),
      })),
    },
    {
      title: 'Hit rate by class of question',
      about: 'Questions that the exact or the semantic tier answered, among those that asked them.',
      kind: 'line',
      isCount: false,
      format: shareText,
      series: asked.map((taskClass) => ({
        name: taskClass,
        label: taskClassNames[taskClass],
        color: classColors[taskClass],
      })),
      rows: rows((classes) =>
        Object.fromEntries(
          asked.map((taskClass) => {
            const own = classes.filter((each) => each.taskClass === taskClass);
            return [taskClass, hitRate(totalUse(own, 'answers'))];
          }),
        ),
      ),
    },
    {
      title: 'Dollars saved',
      about: 'What the answers that were repeated had cost to write.',
      kind: 'stacked-bars',
      isCount: false,
      format: usdText,
      series: [{ name: 'saved', label: 'Saved', color: 'desk.6' }],
      rows: rows((classes) => ({
        saved: classes.reduce((total, { savedUsd }) => total + savedUsd, 0),
      })),
    },
    {
      title: 'Waiting saved',
      about: 'How much sooner the repeated answers came than when they were written.',
      kind: 'stacked-bars',
      isCount: false,
      format: durationText,
      series: [{ name: 'saved', label: 'Saved', color: 'indigo.4' }],
      rows: rows((classes) => ({
        saved: classes.reduce((total, { savedMs }) => total + savedMs, 0),
      })),
    },
  ];
}
