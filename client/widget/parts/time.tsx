import type { ReactNode } from 'react';
import { useLabels } from '../labels/labels-context.ts';

/** The hour of a message, with its day where that is not today. */
export function Time({ at }: { at: string }): ReactNode {
  const { language } = useLabels();
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  const options: Intl.DateTimeFormatOptions = isToday
    ? { timeStyle: 'short' }
    : { dateStyle: 'medium', timeStyle: 'short' };
  return (
    <time dateTime={at} className="time">
      {new Intl.DateTimeFormat(language, options).format(date)}
    </time>
  );
}
