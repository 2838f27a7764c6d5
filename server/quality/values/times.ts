import { numberByWord } from './number-words.ts';
import { unitByWord } from './units.ts';
import { type CriticalValue, type Meaning, type Reader, reader, two } from './value.ts';
import { anyOf, between, letterAfter, letterBefore } from './words.ts';

/** Behind an hour these say that it is one; the others may as well name a duration. */
const clockMarks = "uhr|o['\u2019]clock|[ap]m|[ap]\\.\\s?m\\.?";
const hourMarks = 'h(?!\\s?[0-5]\\d(?!\\d))|hs|hrs|heures?|horas?|ore';
const marks = `(?:${clockMarks}|${hourMarks})(?![\\p{L}\\p{N}])`;
const hour = '(?:[01]?\\d|2[0-4])';
const minute = '[0-5]\\d';
const notInNumber = '(?<![\\d.,:/])';
/** The minutes of "14 Uhr 30". */
const spelledMinutes = `\\s(?:uhr|heures?|horas)\\s${minute}(?!\\d|[.,]\\d|\\s?(?:${anyOf(unitByWord.keys())})${letterAfter})`;
const clock = `${hour}(?::${minute}(?::${minute})?|\\s?h\\s?${minute}(?!\\d)|${spelledMinutes}|\\.${minute})?`;
const partOfDay = `\\s(?:de|in|du|del|della|di|am)?\\s?(?:l[a'\u2019]\\s?|the\\s)?(morgens|früh|vormittags?|matin|mañana|madrugada|mattino|mattina|morning|nachmittags?|abends?|après-midi|soir|tarde|noche|pomeriggio|sera|afternoon|evening)${letterAfter}`;
const atHour =
  'um|ab|gegen|alle|dalle|ore|h|a las?|desde las?|hasta las?|de las?|sobre las?|entro le|dopo le|prima delle|fino alle|à';

interface Clock {
  hours: number;
  minutes: number;
  /** Minutes were written. */
  exact: boolean;
}

function clockOf(text: string): Clock | null {
  const [hours, minutes] = (text.match(/\d+/g) ?? []).map(Number);
  if (hours === undefined || hours > 24) return null;
  return { hours, minutes: minutes ?? 0, exact: minutes !== undefined };
}

const time = (hours: number, minutes: number): Meaning => ({
  kind: 'time',
  normal: `${two(hours % 24)}:${two(minutes)}`,
});

type Half = 'morning' | 'afternoon' | null;
function halfOf(mark: string, part: string | undefined): Half {
  if (/^a/i.test(mark)) return 'morning';
  if (/^p/i.test(mark)) return 'afternoon';
  if (part === undefined) return null;
  return /^(?:morgens|früh|vormittag|matin|mañana|madrugada|mattin|morning)/i.test(part)
    ? 'morning'
    : 'afternoon';
}

function inHalf(hours: number, half: Half): number {
  if (half === 'afternoon' && hours < 12) return hours + 12;
  return half === 'morning' && hours === 12 ? 0 : hours;
}

/** What an hour with a mark means: "14 Uhr" is a time, "14 h" may be a duration as well. */
function meaningOf(text: string, mark: string, part?: string): (Meaning & { or?: Meaning }) | null {
  const read = clockOf(text);
  if (read === null) return null;
  const said = time(inHalf(read.hours, halfOf(mark, part)), read.minutes);
  const sure = part !== undefined || new RegExp(`^(?:${clockMarks})$`, 'iu').test(mark);
  if (sure || /[:h]\s?\d/i.test(text)) return said;
  const amount = Number(text.replace(/[^\d.]/g, ''));
  return { ...said, or: { kind: 'amount', amount, unit: mark === '' ? null : 'hour' } };
}

/** "9–18 Uhr", "9 to 6 pm", "de 9 à 18 h": the first one shares the mark of the second. */
const range: Reader = {
  pattern: new RegExp(
    `${notInNumber}(${clock})(\\s?(?:${marks}))?(?:${between})(?:las?\\s|le\\s)?(${clock})\\s?(${marks})(?:${partOfDay})?`,
    'giu',
  ),
  read(match) {
    const [, firstText = '', firstMark, secondText = '', mark = '', part] = match;
    const second = meaningOf(secondText, mark, part);
    const first = clockOf(firstText);
    const last = clockOf(secondText);
    if (second === null || first === null || last === null) return [];
    const half = halfOf(mark, part);
    const shared = half === 'afternoon' && first.hours >= last.hours % 12 ? 'am' : mark;
    const own = meaningOf(firstText, firstMark?.trim() ?? shared, firstMark ? undefined : part);
    if (own === null) return [];
    const place = match[0].indexOf(secondText, firstText.length);
    const found: CriticalValue[] = [
      { ...own, text: firstText, index: match.index },
      { ...second, text: match[0].slice(place), index: match.index + place },
    ];
    return found;
  },
};

/** Words for a time of day, with what they say. */
const clockWords: [pattern: string, normal: string][] = [
  ['noon|midday|mittags?|mediodía|mediodia|mezzogiorno', '12:00'],
  ['midnight|mitternacht|medianoche|mezzanotte|minuit', '00:00'],
  ["(?<=(?:à|a|avant|après|de|dès|vers|et|jusqu['\u2019]à)\\s)midi", '12:00'],
];

/** In order: what an earlier one has read, a later one does not read again. */
export const timeReaders: Reader[] = [
  range,
  {
    // "09.00–18.00" may be two prices where no mark tells.
    pattern: new RegExp(
      `${notInNumber}(${hour}\\.${minute})\\s?[-\u2010-\u2014]\\s?(${hour}\\.${minute})(?![\\d.,]|\\s?(?:[€$£%]|eur|chf))`,
      'giu',
    ),
    read: (match) =>
      [match[1] ?? '', match[2] ?? ''].flatMap((text) => {
        const meaning = meaningOf(text, '');
        const index = match.index + match[0].lastIndexOf(text);
        return meaning === null ? [] : [{ ...meaning, text, index }];
      }),
  },
  reader(
    new RegExp(
      `${notInNumber}(${hour}(?:\\s?h\\s?${minute}(?!\\d)|${spelledMinutes}))(?:${partOfDay})?`,
      'giu',
    ),
    (match) => meaningOf(match[1] ?? '', 'uhr', match[2]),
  ),
  reader(
    new RegExp(
      `${letterBefore}(${anyOf(numberByWord.keys())})\\s(uhr|o['\u2019]clock|[ap]m)${letterAfter}`,
      'giu',
    ),
    (match) => meaningOf(String(numberByWord.get((match[1] ?? '').toLowerCase())), match[2] ?? ''),
  ),
  reader(new RegExp(`${notInNumber}(${clock})\\s?(${marks})(?:${partOfDay})?`, 'giu'), (match) =>
    meaningOf(match[1] ?? '', match[2] ?? '', match[3]),
  ),
  reader(
    new RegExp(
      `${notInNumber}(${hour}:${minute}(?::${minute})?|${hour}\\s?h\\s?${minute})(?!\\d)(?:${partOfDay})?`,
      'giu',
    ),
    (match) => meaningOf(match[1] ?? '', '', match[2]),
  ),
  reader(new RegExp(`${notInNumber}(${hour})${partOfDay}`, 'giu'), (match) =>
    meaningOf(match[1] ?? '', '', match[2]),
  ),
  reader(
    new RegExp(
      `(?<=${letterBefore}(?:${atHour})\\s)(${hour}(?:\\.${minute})?)(?![\\d:/-]|[.,]\\d|\\s?(?:${anyOf(unitByWord.keys())})(?![\\p{L}\\p{N}])|\\s?[€$£%])`,
      'giu',
    ),
    (match) => meaningOf(match[1] ?? '', ''),
  ),
  ...clockWords.map(([pattern, normal]) =>
    reader(new RegExp(`${letterBefore}(?:${pattern})${letterAfter}`, 'giu'), () => ({
      kind: 'time',
      normal,
    })),
  ),
];
