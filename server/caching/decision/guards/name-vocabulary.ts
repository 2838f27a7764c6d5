import { isModelNumber, isNameLike, nameForm, wordsWithCase } from './name-words.ts';
import type { NameVocabulary } from './names.ts';

/** What names are extracted from. */
export interface NamedText {
  title: string;
  markdown: string;
}

/** A word is a name when it has a capital within sentences, and hardly ever lacks it. */
const shareCapitalised = 0.8;
/** What so many documents name is the company itself. */
const shareOfDocuments = 0.5;
/** A word before so many different names is the family's: the plans "Care S", "Care M", "Care L". */
const familySize = 2;

const tiered =
  /\b([A-Z][\p{L}\d]*\+?)\s(?:plan|tier|edition|membership|subscription|package|model|series)s?\b/gu;

/**
 * The names a knowledge base uses: words with a capital within sentences, model numbers, and what stands before "plan",
 * "tier" and the like.
 */
export function extractNames(documents: readonly NamedText[]): NameVocabulary {
  const words = new Map<string, { capitalised: number; plain: number; documents: Set<number> }>();
  const followers = new Map<string, Set<string>>();
  documents.forEach(({ title, markdown }, document) => {
    const count = (word: string, capitalised: boolean) => {
      const form = nameForm(word);
      const entry = words.get(form) ?? { capitalised: 0, plain: 0, documents: new Set() };
      if (capitalised) entry.documents.add(document);
      entry[capitalised ? 'capitalised' : 'plain'] += 1;
      words.set(form, entry);
    };
    for (const sentence of sentencesOf(markdown)) {
      countWords(sentence, count);
      noteFollowers(sentence, followers);
    }
    for (const [, name = ''] of `${title}\n${markdown}`.matchAll(tiered)) {
      if (isNameLike(name)) count(name, true);
    }
  });
  const common = Math.max(2, documents.length * shareOfDocuments);
  const named = [...words].filter(
    ([, { capitalised, plain }]) => capitalised / (capitalised + plain) >= shareCapitalised,
  );
  const isGeneral = ([word, { documents: within }]: (typeof named)[number]) =>
    within.size > common || (followers.get(word)?.size ?? 0) >= familySize;
  return {
    names: new Set(named.filter((entry) => !isGeneral(entry)).map(([word]) => word)),
    general: new Set(named.filter(isGeneral).map(([word]) => word)),
  };
}

/** Running text only: a heading, a table's cell and a quoted label capitalise any word. */
function sentencesOf(markdown: string): string[] {
  return markdown
    .replaceAll(/\S+@\S+|\b[\w-]+(?:\.[\w-]+)+(?:\/\S*)?/g, ' ')
    .replaceAll(/```[\s\S]*?```|`[^`]*`|\]\([^)]*\)/g, ' ')
    .split('\n')
    .filter((line) => !/^\s*(?:#|\||---)/.test(line))
    .flatMap((line) =>
      line.replace(/^\s*(?:[-*+]|\d+\.)\s+/, '').split(/(?<=[.!?:])\s+|\*\*|["“”„]/),
    );
}

function countWords(sentence: string, count: (word: string, capitalised: boolean) => void): void {
  wordsWithCase(sentence).forEach((word, at) => {
    if (isModelNumber(word)) count(word, true);
    else if (at > 0 && /\p{L}/u.test(word)) count(word, isNameLike(word));
  });
}

/** Which short names a name stands before: "Care" before "S", "M" and "200". */
function noteFollowers(sentence: string, followers: Map<string, Set<string>>): void {
  const words = wordsWithCase(sentence);
  words.forEach((word, at) => {
    const next = words[at + 1] ?? '';
    const short = /^(?:\p{Lu}|\d{1,4}|\p{Lu}?\d{1,4}\p{Lu}?)$/u.test(next);
    if (!isNameLike(word) || word.length < 3 || !(short || isModelNumber(next))) return;
    followers.set(nameForm(word), (followers.get(nameForm(word)) ?? new Set()).add(nameForm(next)));
  });
}
