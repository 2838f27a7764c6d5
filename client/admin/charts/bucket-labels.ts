import type { Bucket } from '../../../shared/admin-protocol.ts';

const dayLabel = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const hourLabel = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndHourLabel = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

interface Buckets {
  bucket: Bucket;
  points: readonly unknown[];
}

/** Days as the server counts them, in UTC; hours by the reader's clock, with the day where there is more than one. */
export function bucketLabels({ bucket, points }: Buckets): (at: string) => string {
  const hours = points.length <= 24 ? hourLabel : dayAndHourLabel;
  const format = bucket === 'day' ? dayLabel : hours;
  return (at) => format.format(new Date(at));
}
