import { defaultStoreBudgetMs } from '../../../server/caching/store-budget.ts';
import { wilsonInterval } from '../../../server/metrics/wilson-interval.ts';
import type { LookupTimes } from './lookup-times.ts';
import type { SourceFigures } from './source-figures.ts';

type Row = Record<string, string | number>;

export function sourceTable(sources: SourceFigures[]): Row[] {
  return sources.map((source) => {
    const { hits, wrong, factsHeld, edits, afterEdit } = source;
    return {
      source: source.name,
      questions: source.questions,
      exact: shareOf(hits.exact, source.questions),
      semantic: shareOf(hits.semantic, source.questions),
      'semantic skipped': shareOf(source.semanticSkipped, source.questions),
      'fragment alone': shareOf(hits.fragment, source.questions),
      'wrong exact': wrongShare(wrong.exact, hits.exact),
      'wrong semantic': wrongShare(wrong.semantic, hits.semantic),
      'facts semantic / fresh': [factsHeld.semantic, factsHeld.none]
        .map(({ held, of }) => shareOf(held, of))
        .join(' / '),
      'own data (from caches)': `${source.ownDataTurns} (${source.ownDataFromCache})`,
      leaks: source.leaks.length,
      'edits, entries evicted': `${edits.documents}, ${edits.evictedEntries}`,
      'asked after (from caches)': `${afterEdit.questions} (${afterEdit.fromCache})`,
      stale: source.stale.length,
    };
  });
}

export function plainTable(sources: SourceFigures[]): Row[] {
  return sources.flatMap(({ name, questions, hits, wrong, plain }) => [
    ...plain.map(({ threshold, exact, semantic, wrong: wrongHits }) => ({
      source: name,
      'semantic tier': `plain threshold ${threshold.toFixed(2)}`,
      exact: shareOf(exact, questions),
      semantic: shareOf(semantic, questions),
      'wrong semantic': wrongShare(wrongHits, semantic),
    })),
    {
      source: name,
      'semantic tier': 'the product',
      exact: shareOf(hits.exact, questions),
      semantic: shareOf(hits.semantic, questions),
      'wrong semantic': wrongShare(wrong.semantic, hits.semantic),
    },
  ]);
}

export function lookupTable(lookups: LookupTimes[]): Row[] {
  return lookups.map((row) => ({
    tier: row.tier,
    entries: row.entries,
    cache: row.cache,
    index: row.tier === 'exact' ? '' : row.index,
    'p50 ms': row.p50Ms,
    'p99 ms': row.p99Ms,
    'of which the machine': row.machineP99Ms,
    skipped: shareOf(row.skipped * row.lookups, row.lookups),
    lookups: row.lookups,
  }));
}

/** What falls short of the promises, in words. */
export function shortfalls(
  sources: SourceFigures[],
  lookups: LookupTimes[],
  bound: number,
): string[] {
  const total = (of: (source: SourceFigures) => number): number =>
    sources.reduce((sum, source) => sum + of(source), 0);
  const hits = total((source) => source.hits.semantic);
  const wrong = total((source) => source.wrong.semantic);
  const slow = lookups.filter(({ ownP99Ms }) => ownP99Ms > defaultStoreBudgetMs);
  return [
    ...sources.flatMap(({ name, leaks }) => leaks.map((leak) => `${name}, leaked ${leak}`)),
    ...sources.flatMap(({ name, stale }) =>
      stale.map((text) => `${name}, stale answer to ${text}`),
    ),
    ...(hits > 0 && wrong / hits > bound
      ? [`${wrongShare(wrong, hits)} of the semantic hits are wrong, promised is at most ${bound}`]
      : []),
    ...slow.map(
      ({ tier, entries, cache, index, ownP99Ms }) =>
        `p99 of the ${tier} tier at ${entries} entries (${cache}, ${index}) is ${ownP99Ms} ms, promised is at most ${defaultStoreBudgetMs}`,
    ),
  ];
}

function shareOf(count: number, of: number): string {
  return of === 0 ? '' : `${((100 * count) / of).toFixed(1)}%`;
}

function wrongShare(count: number, of: number): string {
  if (of === 0) return '';
  const { low, high } = wilsonInterval(count, of);
  const percent = (share: number): string => (100 * share).toFixed(2);
  return `${count} of ${of}, ${percent(count / of)}% (${percent(low)}-${percent(high)})`;
}
