import type { GuardVerdict } from './guard.ts';
import { sameSets } from './guard.ts';

/** How a time is written, and the one form it is compared in. The first that matches takes the words. */
const expressions: readonly (readonly [RegExp, string | ((match: RegExpExecArray) => string)])[] = [
  [/\b24\s?[/x]\s?7\b/g, 'always'],
  [/\bmon(?:day)?s?(?: to |\s?[-–]\s?| until )fri(?:day)?s?\b|\bduring the week\b/g, 'weekday'],
  [/\b(\d{4})-(\d{2})-(\d{2})\b/g, (match) => `date ${match[0]}`],
  [/\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})\b/g, (match) => `date ${match[0]}`],
  [/\b(\d{1,2})(?::(\d{2}))?\s?([ap])\.?m\b\.?/g, (match) => clock(match[1], match[2], match[3])],
  [/\b(\d{1,2}):(\d{2})\b/g, (match) => clock(match[1], match[2])],
  [/\b(\d{1,2})\s?o'?clock\b/g, (match) => clock(match[1], '00')],
  [
    /\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)days?\b/g,
    (match) => match[1]?.slice(0, 3) ?? '',
  ],
  [/\b(?:tue|tues|thu|thurs|fri)\b/g, (match) => match[0].slice(0, 3)],
  [
    /\b(january|february|april|june|july|august|september|october|november|december)\b/g,
    (match) => `month ${match[0].slice(0, 3)}`,
  ],
  [/\b(jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)\b/g, (match) => `month ${match[0].slice(0, 3)}`],
  [
    /\b(?:in|of|by|until|till|since|during|before|after|this|next|last|\d{1,2}(?:st|nd|rd|th)?)\s(march|may)\b/g,
    (match) => `month ${match[1]?.slice(0, 3)}`,
  ],
  [/\b(march|may)\s\d{1,4}/g, (match) => `month ${match[1]?.slice(0, 3)}`],
  [/\bday after tomorrow\b/g, 'in two days'],
  [/\b(today|tonight|tomorrow|yesterday|noon|midnight|midday)\b/g, (match) => match[0]],
  [/\bovernight\b/g, 'night'],
  [/\b(morning|afternoon|evening|night)s?\b/g, (match) => match[1] ?? ''],
  [/\b(weekend|weekday|holiday)s?\b/g, (match) => match[1] ?? ''],
  [/\b(?:bank|public) holidays?\b/g, 'holiday'],
  [/\bbusiness hours\b/g, 'business hours'],
  [/\b(christmas|easter|thanksgiving|black friday|new year)\b/g, (match) => match[0]],
  [/\b(spring|summer|autumn|winter)\b/g, (match) => match[0]],
  [/\b(?:daily|(?:per|every|each) day)\b/g, 'every day'],
  [/\b(?:weekly|(?:per|every|each) week)\b/g, 'every week'],
  [/\b(?:monthly|(?:per|every|each) month|month[- ]to[- ]month|by the month)\b/g, 'every month'],
  [/\b(?:quarterly|(?:per|every|each) quarter)\b/g, 'every quarter'],
  [/\b(?:yearly|annual|annually|(?:per|every|each) year|by the year)\b/g, 'every year'],
  [/\b(?:hourly|(?:per|every|each) hour)\b/g, 'every hour'],
  [/\b(last|previous|past)\s(week|month|quarter|year|night)\b/g, (match) => `last ${match[2]}`],
  [/\b(next|coming|following)\s(week|month|quarter|year)\b/g, (match) => `next ${match[2]}`],
  [/\b(this|current)\s(week|month|quarter|year)\b/g, (match) => `this ${match[2]}`],
];

/** Two questions about different days, dates, months or times of day have different answers. */
export function guardTimes(question: string, candidate: string): GuardVerdict {
  const left = takeTimes(question).times;
  const right = takeTimes(candidate).times;
  return sameSets('times', tellingTimes(left, right), tellingTimes(right, left));
}

/** How often something happens ("the monthly fee") is often left unsaid: it tells only against another frequency. */
function tellingTimes(own: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  const isFrequency = (time: string) => time.startsWith('every ');
  if ([...other].some(isFrequency)) return own;
  return new Set([...own].filter((time) => !isFrequency(time)));
}

/** The times in a text, in one form each ("5 pm" and "17:00" are "17:00"), and the text without them. */
export function takeTimes(text: string): { times: Set<string>; rest: string } {
  const times = new Set<string>();
  let rest = text.toLowerCase().replaceAll('’', "'");
  for (const [pattern, form] of expressions) {
    for (const match of rest.matchAll(pattern))
      times.add(typeof form === 'string' ? form : form(match));
    rest = rest.replaceAll(pattern, ' ');
  }
  return { times, rest };
}

function clock(hour = '0', minute = '00', half?: string): string {
  const hours = (Number(hour) % (half === undefined ? 24 : 12)) + (half === 'p' ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minute}`;
}
