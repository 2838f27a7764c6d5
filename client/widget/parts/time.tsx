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
      {new Intl.DateTimeFormat(readersLocale(language), options).format(date)}
    </time>
  );
}

/** The reader's own tag of the language that the chat speaks: the hours of `en-GB` and `en-US` differ. */
function readersLocale(language: string): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
}
