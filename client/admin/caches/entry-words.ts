import type { CacheEntryView } from '../../../shared/admin-protocol.ts';
import { cacheTierNames } from '../../kit/staff/words/names.ts';
import { countText } from '../../kit/staff/words/numbers.ts';

/** `Exact, semantic`: where an entry can be found. */
export function tierWords(tiers: CacheEntryView['tiers']): string {
  const [first, ...others] = tiers.map((tier) => cacheTierNames[tier]);
  return [first, ...others.map((name) => name.toLowerCase())].join(', ');
}

/** `5 exact, 2 semantic`, `None yet`; a dash where hits are not counted by entry. */
export function hitWords(hits: CacheEntryView['hits']): string {
  if (hits === null) return '–';
  if (hits.exact + hits.semantic === 0) return 'None yet';
  const parts = [
    hits.exact === 0 ? [] : `${countText(hits.exact)} exact`,
    hits.semantic === 0 ? [] : `${countText(hits.semantic)} semantic`,
  ];
  return parts.flat().join(', ');
}
