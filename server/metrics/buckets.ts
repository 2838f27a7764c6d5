import type { Bucket, Range } from '../../shared/admin-figures.ts';

const lengthMs: Record<Bucket, number> = { hour: 3_600_000, day: 86_400_000 };

/** Starts (ISO, UTC) of the buckets that touch the range, oldest first. */
export function bucketStarts({ from, to }: Range, bucket: Bucket): string[] {
  const length = lengthMs[bucket];
  const starts: string[] = [];
  // Hours and days of UTC are multiples of their length since the epoch.
  for (let at = Math.floor(Date.parse(from) / length) * length; at < Date.parse(to); at += length) {
    starts.push(new Date(at).toISOString());
  }
  return starts;
}
