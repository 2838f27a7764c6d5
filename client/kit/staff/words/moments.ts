const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** `24 Nov 2026, 10:05`, in the reader's time zone. */
export const momentText = (iso: string): string => dateTime.format(new Date(iso));

/** `10:05:31`, in the reader's time zone. */
export const clockText = (iso: string): string => time.format(new Date(iso));

/** `24 Nov 2026`; what is no date stays as it is written. */
export function dayText(date: string): string {
  const moment = new Date(date);
  return Number.isNaN(moment.getTime()) ? date : day.format(moment);
}

const steps: [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `3 minutes ago`, `in 2 hours`, `now`; the date when it is more than 30 days away. */
export function agoText(iso: string, now: Date = new Date()): string {
  const difference = new Date(iso).getTime() - now.getTime();
  if (Math.abs(difference) > 30 * 86_400_000) return dayText(iso);
  for (const [unit, ms] of steps) {
    if (Math.abs(difference) >= ms) return relative.format(Math.trunc(difference / ms), unit);
  }
  return 'now';
}
