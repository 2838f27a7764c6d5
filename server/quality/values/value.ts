/** What kinds of values are compared by their normal form. */
export type NormalKind = 'date' | 'time' | 'weekday' | 'link' | 'e-mail' | 'phone';

/** What a text may mean, apart from where it stands. */
export type Meaning =
  | { kind: 'amount'; amount: number; unit: string | null }
  | { kind: NormalKind; normal: string };

/**
 * A value that must be right: what it is, what it says in one normal form, and the text that showed it. `amount` values compare
 * by number and unit; the others by their normal form. `or` is what the same text may mean besides: "14 h" is a time or a duration.
 */
export type CriticalValue = Meaning & { or?: Meaning; text: string; index: number };

/** Finds the values of one kind; what it makes of a match is empty where the match is none. */
export interface Reader {
  pattern: RegExp;
  read(match: RegExpExecArray): CriticalValue[];
}

/** A reader whose matches are one value each. */
export const reader = (
  pattern: RegExp,
  meaningOf: (match: RegExpExecArray) => (Meaning & { or?: Meaning }) | null,
): Reader => ({
  pattern,
  read(match) {
    const meaning = meaningOf(match);
    return meaning === null ? [] : [{ ...meaning, text: match[0], index: match.index }];
  },
});

export const two = (value: string | number): string => String(value).padStart(2, '0');
