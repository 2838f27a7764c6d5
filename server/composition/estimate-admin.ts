import { DeskhandError } from '../errors.ts';
import { answerEstimate } from '../metrics/answer-estimate.ts';
import type { MetricsStore } from '../ports/metrics-store.ts';
import type { EstimateReader } from '../transport/admin/estimate-routes.ts';
import type { Models } from './models.ts';

const monthMs = 30 * 24 * 60 * 60 * 1000;

/** The calculator of the bill, over the figures of the last 30 days and the ladder. */
export function estimateAdmin(figures: MetricsStore, { catalog }: Models): EstimateReader {
  return async (asked) => {
    const to = Date.now();
    const range = {
      from: new Date(to - monthMs).toISOString(),
      to: new Date(to).toISOString(),
    };
    const view = answerEstimate(asked, {
      figures: await figures.figures(range),
      cards: catalog.listed().map(({ card }) => card),
    });
    if (view === null) throw new DeskhandError('not-found');
    return view;
  };
}
