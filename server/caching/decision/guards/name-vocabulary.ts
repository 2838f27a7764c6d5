import { isModelNumber, isNameLike, nameForm } from './names.ts';

/** What a name is extracted from. */
export interface NamedText {
  title: string;
  markdown: string;
}

/** A word is a name when it has a capital within sentences this often and hardly ever lacks it, or once and always. */
const timesCapitalised = 2;
const shareCapitalised = 0.8;
/** What most documents name is the company itself, and tells no two questions apart. */
const shareOfDocuments = 0.5;

const tieredBy =
  /\b((?:[A-Z][\p{L}\d]*\+?\s)?[A-Z][\p{L}\d]*\+?)\s(?:plan|tier|edition|membership|subscription|package|model|series)s?\b/gu;

/**
 * The names a knowledge base uses, in lower case: words with a capital within sentences (runs of them also as one name),
 * model numbers, and what stands before "plan", "tier" and the like.
 */
export function extractNames(documents: readonly NamedText[]): Set<string> {
  const counts = new Map<string, { capitalised: number; plain: number; documents: Set<number> }>();
  const count = (name: string, capitalised: number, plain: number, document: number) => {
    const entry = counts.get(name) ?? { capitalised: 0, plain: 0, documents: new Set() };
    entry.capitalised += capitalised;
    entry.plain += plain;
    if (capitalised > 0) entry.documents.add(document);
    counts.set(name, entry);
  };
  documents.forEach(({ title, markdown }, document) => {
    for (const sentence of sentencesOf(markdown))
      countNames(sentence, (...counted) => count(...counted, document));
    for (const [, name = ''] of `${title}\n${markdown}`.matchAll(tieredBy)) {
      if (name.split(' ').every(isNameLike))
        count(name.split(' ').map(nameForm).join(' '), timesCapitalised, 0, document);
    }
  });
  const common = Math.max(2, documents.length * shareOfDocuments);
  return new Set(
    [...counts]
      .filter(
        ([, { capitalised, plain, documents: within }]) =>
          (capitalised >= timesCapitalised || plain === 0) &&
          capitalised / (capitalised + plain) >= shareCapitalised &&
          within.size <= common,
      )
      .map(([name]) => name),
  );
}

/** Running text only: a heading or a cell capitalises any word. */
function sentencesOf(markdown: string): string[] {
  return markdown
    .replaceAll(/```[\s\S]*?```|`[^`]*`|\]\([^)]*\)/g, ' ')
    .split('\n')
    .filter((line) => !/^\s*(?:#|\||---)/.test(line))
    .flatMap((line) => line.replace(/^\s*(?:[-*+]|\d+\.)\s+/, '').split(/(?<=[.!?:])\s+|\*\*|["“”„]/));
}

function countNames(
  sentence: string,
  count: (name: string, capitalised: number, plain: number) => void,
): void {
  const words =
    sentence.replaceAll(/['’]s\b/g, '').match(/[\p{L}\d]+(?:[-+][\p{L}\d]+)*\+?|[,;()]/gu) ?? [];
  let run: string[] = [];
  const endRun = () => {
    if (run.length > 1 && run.length <= 4) count(run.map(nameForm).join(' '), 1, 0);
    run = [];
  };
  words.forEach((word, at) => {
    const named = isModelNumber(word) || (/^\p{Lu}/u.test(word) && isNameLike(word));
    if (isModelNumber(word)) count(nameForm(word), timesCapitalised, 0);
    else if (at > 0 && /\p{L}/u.test(word)) count(nameForm(word), named ? 1 : 0, named ? 0 : 1);
    if (named && at > 0) run.push(word);
    else endRun();
  });
  endRun();
}
