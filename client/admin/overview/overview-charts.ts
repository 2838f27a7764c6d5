import type { Series, SeriesPoint } from '../../../shared/admin-protocol.ts';
import { countText, durationText, usdText } from '../../kit/staff/words/numbers.ts';
import { bucketLabels } from '../charts/bucket-labels.ts';
import type { Chart, ChartRow } from '../charts/chart.ts';

/** The charts over time, in the order of the page. Moments that are yet to come are left out. */
export function overviewCharts(series: Series, now: Date = new Date()): Chart[] {
  const points = series.points.filter(({ at }) => Date.parse(at) <= now.getTime());
  const label = bucketLabels(series);
  const rows = (values: (point: SeriesPoint) => Record<string, number | null>): ChartRow[] =>
    points.map((point) => ({ label: label(point.at), ...values(point) }));
  return [
    {
      title: 'Cost',
      about:
        'What models cost, also off the path, beside the reference model for everything and no caches.',
      kind: 'area',
      isCount: false,
      format: usdText,
      series: [
        { name: 'reference', label: 'Reference', color: 'gray.5', isDashed: true },
        { name: 'cost', label: 'Cost', color: 'desk.6' },
      ],
      rows: rows(({ costUsd, offPathCostUsd, referenceCostUsd }) => ({
        reference: referenceCostUsd,
        cost: costUsd + offPathCostUsd,
      })),
    },
    {
      title: 'Deflection',
      about: 'Eligible conversations, by whether they needed a person.',
      kind: 'stacked-bars',
      isCount: true,
      format: countText,
      series: [
        { name: 'contained', label: 'Contained', color: 'desk.6' },
        { name: 'rest', label: 'Not contained', color: 'orange.4' },
      ],
      rows: rows(({ eligible, contained }) => ({ contained, rest: eligible - contained })),
    },
    {
      title: 'Time to first token',
      about: 'From the question being stored to the first words shown.',
      kind: 'line',
      isCount: false,
      format: durationText,
      series: [
        { name: 'p95', label: 'p95', color: 'orange.5' },
        { name: 'p50', label: 'p50', color: 'desk.6' },
      ],
      rows: rows(({ ttftP50Ms, ttftP95Ms }) => ({ p95: ttftP95Ms, p50: ttftP50Ms })),
    },
    {
      title: 'Answers in time',
      about: 'Whole answers, by whether they came within the latency budget.',
      kind: 'stacked-bars',
      isCount: true,
      format: countText,
      series: [
        { name: 'inTime', label: 'In time', color: 'desk.6' },
        { name: 'late', label: 'Too late', color: 'red.5' },
      ],
      rows: rows(({ inBudget, overBudget }) => ({ inTime: inBudget, late: overBudget })),
    },
    {
      title: 'Cache hits',
      about: 'Answers served from the caches, and searches that were saved.',
      kind: 'stacked-bars',
      isCount: true,
      format: countText,
      series: [
        { name: 'exact', label: 'Exact', color: 'desk.6' },
        { name: 'semantic', label: 'Semantic', color: 'cyan.5' },
        { name: 'fragment', label: 'Fragment', color: 'indigo.3' },
      ],
      rows: rows(({ exactHits, semanticHits, fragmentHits }) => ({
        exact: exactHits,
        semantic: semanticHits,
        fragment: fragmentHits,
      })),
    },
    {
      title: 'Satisfaction',
      about: 'Thumbs that customers gave to answers.',
      kind: 'stacked-bars',
      isCount: true,
      format: countText,
      series: [
        { name: 'up', label: 'Thumbs up', color: 'desk.6' },
        { name: 'down', label: 'Thumbs down', color: 'red.5' },
      ],
      rows: rows(({ thumbsUp, thumbsDown }) => ({ up: thumbsUp, down: thumbsDown })),
    },
    {
      title: 'Tokens',
      about: 'Tokens that went to models and came back.',
      kind: 'stacked-bars',
      isCount: true,
      format: countText,
      series: [
        { name: 'input', label: 'Input', color: 'indigo.4' },
        { name: 'output', label: 'Output', color: 'cyan.5' },
      ],
      rows: rows(({ inputTokens, outputTokens }) => ({ input: inputTokens, output: outputTokens })),
    },
    {
      title: 'Tokens a request',
      about: 'To models and from them, of the answers for which one was asked.',
      kind: 'line',
      isCount: true,
      format: (tokens) => countText(Math.round(tokens)),
      series: [
        { name: 'p95', label: 'p95', color: 'orange.5' },
        { name: 'mean', label: 'Mean', color: 'desk.6' },
      ],
      rows: rows(({ requestTokensMean, requestTokensP95 }) => ({
        p95: requestTokensP95,
        mean: requestTokensMean,
      })),
    },
  ];
}
