import { anyOf, byWord, letterAfter } from './words.ts';

/** Months from 1 by their names and abbreviations, as en, de, fr, es and it write them; a dot behind is not part of them. */
export const monthByWord: ReadonlyMap<string, number> = byWord(
  [
    'january jan januar jänner janvier janv enero ene gennaio gen',
    'february feb februar feber février févr fév febrero febbraio',
    'march mar märz mär mrz mars marzo',
    'april apr avril avr abril abr aprile',
    'may mai mayo maggio mag',
    'june jun juni juin junio giugno giu',
    'july jul juli juillet juil julio luglio lug',
    'august aug août agosto ago',
    'september sep sept septembre septiembre setiembre set settembre',
    'october oct oktober okt octobre octubre ottobre ott',
    'november nov novembre noviembre',
    'december dec dezember dez décembre déc diciembre dic dicembre',
  ].map((words, index) => [words, index + 1] as const),
);

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Months as only English has them: it writes no dot behind a day, so "1. May I ..." is an item of a list. */
export const englishMonths = listed('january february march may june july october december oct');

/** A month as it stands behind a day with a dot. */
export const monthBehindDot = `(?:${anyOf([...monthByWord.keys()].filter((word) => !englishMonths.has(word)))})${letterAfter}`;

/** Abbreviations; what is none of them is a name in full, and says a month even without a day. */
export const shortMonths = listed(
  'jan janv ene gen feb févr fevr fév fev mar mär mrz apr avr abr mag jun giu jul juil lug aug ago sep sept set oct okt ott nov dec dez déc dic',
);

/** Names that are words of their own, too, unless a date stands around them. */
export const ambiguousMonths = listed('may march mars mai');

/** The first of a month is often spelled. */
export const firstWords = listed('first ersten erster erste premier primero primo');

export const monthOf = (word: string | undefined): number =>
  monthByWord.get((word ?? '').toLowerCase()) ?? 0;
