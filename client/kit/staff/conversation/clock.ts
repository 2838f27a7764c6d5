import { momentText } from '../words/moments.ts';

const hour = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

/** `10:05` today, `24 Nov 2026, 10:05` on other days; in the reader's time zone. */
export function clockOrMoment(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  return date.toDateString() === now.toDateString() ? hour.format(date) : momentText(iso);
}
