import { describe, expect, it } from 'vitest';
import type { CacheUse, ClassUse } from '../../../shared/admin-protocol.ts';
import { cacheCharts } from './cache-charts.ts';
import { classUses, hitRate, totalUse } from './class-uses.ts';

const none = { lookups: 0, hits: 0 };
const use = (taskClass: ClassUse['taskClass'], values: Partial<ClassUse>): ClassUse => ({
  taskClass,
  exact: none,
  semantic: none,
  fragment: none,
  answers: none,
  savedUsd: 0,
  savedMs: 0,
  ...values,
});

const week: CacheUse = {
  bucket: 'day',
  points: [
    {
      at: '2026-03-01T00:00:00Z',
      classes: [
        use('faq', { exact: { lookups: 4, hits: 1 }, answers: { lookups: 4, hits: 2 } }),
        use('multi-step', { exact: { lookups: 4, hits: 3 }, answers: { lookups: 9, hits: 3 } }),
      ],
    },
    { at: '2026-03-02T00:00:00Z', classes: [use('faq', { savedUsd: 0.5, savedMs: 900 })] },
    { at: '2026-03-03T00:00:00Z', classes: [] },
  ],
};
const chart = (title: string) =>
  cacheCharts(week, new Date('2026-03-02T10:00:00Z')).find((each) => each.title === title);

describe('the use of the caches', () => {
  it('adds up over time by class, the most asked first', () => {
    expect(classUses(week).map(({ taskClass }) => taskClass)).toEqual(['multi-step', 'faq']);
    expect(classUses(week)[1]).toMatchObject({ savedUsd: 0.5, exact: { lookups: 4, hits: 1 } });
  });

  it('adds up over classes, and has no rate where nothing was asked', () => {
    const classes = week.points[0]?.classes ?? [];
    expect(totalUse(classes, 'exact')).toEqual({ lookups: 8, hits: 4 });
    expect(hitRate(totalUse(classes, 'exact'))).toBe(0.5);
    expect(hitRate(totalUse([], 'exact'))).toBeNull();
  });

  it('is drawn by tier and by class, until now', () => {
    expect(chart('Hit rate by tier')?.rows).toEqual([
      { label: '1 Mar', exact: 0.5, semantic: null, fragment: null },
      { label: '2 Mar', exact: null, semantic: null, fragment: null },
    ]);
    const byClass = chart('Hit rate by class of question');
    expect(byClass?.series.map(({ name }) => name)).toEqual(['multi-step', 'faq']);
    expect(byClass?.rows[0]).toEqual({ label: '1 Mar', 'multi-step': 1 / 3, faq: 0.5 });
    expect(chart('Dollars saved')?.rows[1]).toEqual({ label: '2 Mar', saved: 0.5 });
  });
});
