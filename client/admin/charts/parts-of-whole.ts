import { shareText } from '../../kit/staff/words/numbers.ts';

/** A part of a whole for a bar of parts: its share in words too. */
export interface Part {
  name: string;
  label: string;
  count: number;
  share: number;
  shareText: string;
}

/** Parts of a whole, in the order given; parts of nothing are left out. */
export function partsOf<Name extends string>(
  counts: Partial<Record<Name, number>>,
  names: Record<Name, string>,
): Part[] {
  const entries = (Object.keys(names) as Name[]).map((name) => [name, counts[name] ?? 0] as const);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  return entries
    .filter(([, count]) => count > 0)
    .map(([name, count]) => ({
      name,
      label: names[name],
      count,
      share: count / total,
      shareText: shareText(count / total),
    }));
}
