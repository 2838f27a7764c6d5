import { describe, expect, it } from 'vitest';
import type { Series, SeriesPoint } from '../../../shared/admin-protocol.ts';
import { chartSummary, isEmpty } from '../charts/chart.ts';
import { overviewCharts } from './overview-charts.ts';

const point = (at: string, values: Partial<SeriesPoint> = {}): SeriesPoint => ({
  at,
  conversations: 0,
  answers: 0,
  costUsd: 0,
  offPathCostUsd: 0,
  referenceCostUsd: 0,
  inputTokens: 0,
  outputTokens: 0,
  ttftP50Ms: null,
  ttftP95Ms: null,
  requestTokensMean: null,
  requestTokensP95: null,
  inBudget: 0,
  overBudget: 0,
  exactHits: 0,
  semanticHits: 0,
  fragmentHits: 0,
  thumbsUp: 0,
  thumbsDown: 0,
  eligible: 0,
  contained: 0,
  ...values,
});

const now = new Date('2026-03-02T10:00:00Z');
const series: Series = {
  bucket: 'day',
  points: [
    point('2026-03-01T00:00:00Z', {
      eligible: 5,
      contained: 3,
      costUsd: 0.15,
      offPathCostUsd: 0.05,
      referenceCostUsd: 1,
    }),
    point('2026-03-02T00:00:00Z', { eligible: 2, contained: 2, costUsd: 0.1, referenceCostUsd: 2 }),
    point('2026-03-03T00:00:00Z'),
  ],
};
const chart = (title: string) => {
  const found = overviewCharts(series, now).find((each) => each.title === title);
  if (found === undefined) throw new Error(`no chart ${title}`);
  return found;
};

describe('the charts of the overview', () => {
  it('end now, not with days that are yet to come', () => {
    expect(chart('Cost').rows.map(({ label }) => label)).toEqual(['1 Mar', '2 Mar']);
  });

  it('show the conversations that were not contained as the rest of the eligible ones', () => {
    expect(chart('Deflection').rows[0]).toEqual({ label: '1 Mar', contained: 3, rest: 2 });
  });

  it('have values in every row for every series', () => {
    for (const { rows, series: lines } of overviewCharts(series, now)) {
      for (const row of rows) for (const { name } of lines) expect(row).toHaveProperty(name);
    }
  });

  it('say in a sentence what is to be seen', () => {
    expect(chartSummary(chart('Cost'))).toBe(
      'Cost, 1 Mar to 2 Mar: Reference from $1.00 to $2.00, Cost from $0.10 to $0.20. The table has all values.',
    );
    expect(isEmpty(chart('Tokens'))).toBe(true);
    expect(chartSummary(chart('Time to first token'))).toBe('Time to first token: no data.');
  });
});
