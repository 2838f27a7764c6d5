import type { MetricsPage } from '../bench/metrics-page.ts';

/** How counters are named in a test's table, in the order of their labels' values. */
const shortNames: Record<string, string> = {
  deskhand_model_calls_total: 'calls',
  deskhand_rejected_drafts_total: 'rejected',
  deskhand_values_held_back_total: 'held back',
  deskhand_degraded_answers_total: 'degraded',
  deskhand_verifications_total: 'verdict',
  deskhand_answers_total: 'answers',
  deskhand_refused_events_total: 'refused',
};
/** Labels that a table leaves out: the provider follows from the model. */
const leftOut = new Set(['provider', 'task_class']);

/** What moved between two readings of a page: counters by their short names, and the cost of model calls. */
export function movedCounters(
  before: MetricsPage,
  after: MetricsPage,
): { counts: Record<string, number>; costUsd: number } {
  const counts: Record<string, number> = {};
  let costUsd = 0;
  for (const [line, value] of after.counters()) {
    const by = value - before.value(line);
    const [, name = '', labels = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(line) ?? [];
    if (name === 'deskhand_cost_usd_total') costUsd += by;
    const short = shortNames[name];
    if (short === undefined || by === 0) continue;
    const values = [...labels.matchAll(/(\w+)="([^"]*)"/g)]
      .filter(([, label = '']) => !leftOut.has(label))
      .map(([, , text]) => text);
    const key = [short, ...values].join(' ');
    counts[key] = (counts[key] ?? 0) + by;
  }
  return { counts, costUsd };
}
