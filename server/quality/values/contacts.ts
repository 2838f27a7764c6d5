import { unitByWord } from './units.ts';
import { type Reader, reader } from './value.ts';
import { anyOf } from './words.ts';

const gap = '(?:\\.(?=\\d)|[ \\u00a0\\u202f()/\\u2010\\u2011-]{1,3})?';
const noAmount = `(?![.,]?\\d|\\s?(?:[€$£%]|(?:${anyOf(unitByWord.keys())})(?![\\p{L}\\p{N}])))`;
const start = '(?<![\\p{L}\\p{N}.,+])(?<!(?:[€$£]|eur|chf|usd|gbp)\\s?)';
const space = '[ \\u00a0\\u202f-]';

const phone = (pattern: string): Reader =>
  reader(new RegExp(pattern, 'giu'), (match) => {
    // "(0)" behind a country's code is dialled only inside the country.
    const number = match[0]
      .replace(/(?<=\+\d{1,3}\s?|00\d{1,3}\s?)\(0\)/, '')
      .replaceAll(/\D/g, '');
    return number.length < 7 ? null : { kind: 'phone', normal: number };
  });

export const linkReaders: Reader[] = [
  reader(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, (match) => ({
    kind: 'e-mail',
    normal: match[0].toLowerCase(),
  })),
  reader(
    /\b(?:https?:\/\/|www\.)[^\s<>()[\]"']+|(?<![@\p{L}\p{N}.-])(?:[a-z0-9-]+\.)+(?:com|org|net|eu|de|fr|es|it|nl|io|shop|example|bike|co\.uk|test)(?![\p{L}\p{N}-])(?:\/[^\s<>()[\]"']*)?/giu,
    (match) => ({
      kind: 'link',
      normal: match[0]
        .toLowerCase()
        .replace(/^https?:\/\//, '')
        .replace(/^www\./, '')
        .replace(/[.,;:!?)*_]+$/, '')
        .replace(/\/$/, ''),
    }),
  ),
];

export const phoneReaders: Reader[] = [
  phone(
    `(?<![\\p{L}\\p{N}.,])(?:\\+|00|\\(0|0(?=\\d|${gap}\\d{2}))(?<!0[.,])\\d{0,3}(?:${gap}\\d){6,13}(?![\\p{L}\\p{N}])`,
  ),
  phone('(?<![\\p{L}\\p{N}.,])0\\d{2,5}\\s?[\u2013-]\\s?\\d{4,10}(?![\\p{L}\\p{N}])'),
  // Spain and Italy have numbers without a zero before them, North America writes 555-123-4567.
  phone(`${start}[6-9]\\d{2}(?:${space}\\d{3}${space}\\d{3}|(?:${space}\\d{2}){3})${noAmount}`),
  phone(`${start}[38]\\d{2}${space}(?:\\d{3}${space}?\\d{4}|\\d{6,7})${noAmount}`),
  phone(`${start}(?:1[ .-])?\\(?[2-9]\\d{2}\\)?[ .-]{1,2}\\d{3}[ .-]\\d{4}${noAmount}`),
];
