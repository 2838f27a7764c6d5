const opener =
  /^(?:(?:and|or|but|so|ok(?:ay)?|und|et|y|e)[\s,]+)*(?:(?:what|how) about\s+|same (?:for|with)\s+|was ist mit\s+)?(?:if it(?:'s| is)\s+)?/i;

/** What may follow a thing that is named: the end, a preposition, a verb. */
const boundary =
  '(?=\\s*[?.!]*$|\\s+(?:to|for|in|on|with|of|from|at|by|over|after|before|when|if|take|takes|cost|costs|go|goes|come|comes|be|have|work|works|last|weigh|back|open|included|possible|free)\\b)';

type Exchange = (fragment: string, earlier: string) => string | null;

/** "plan L" of "Can I pause plan M?", "the Glim 80" of "How bright is the Glim 40?": one word is the same, the next tells which. */
const sameHead: Exchange = (fragment, earlier) => {
  const named = /^(?:the |an? )?([\p{L}-]{3,}) ([\p{Lu}\d][\p{L}\p{N}.-]*)$/u.exec(fragment);
  const [, head, which] = named ?? [];
  if (head === undefined || which === undefined) return null;
  const anyCase = `[${head.charAt(0).toLowerCase()}${head.charAt(0).toUpperCase()}]${head.slice(1)}`;
  const others = new RegExp(`(?<=\\b${anyCase} )[\\p{Lu}\\d][\\p{L}\\p{N}.-]*`, 'gu');
  return replaceOnly(earlier, others, which);
};

const preposition =
  'to|for|in|with|from|at|nach|für|mit|bei|aus|pour|en|à|avec|chez|para|con|per|da';
const article =
  'the |an? |my |your |our |der |die |das |den |dem |la |le |les |el |los |las |il |lo |gli ';

/** "nach Belgien" of "Was kostet der Versand nach Österreich?": what stands behind the same preposition. */
const samePreposition: Exchange = (fragment, earlier) => {
  const pattern = `^(?<lead>${preposition}) (?<thing>(?:${article})?[\\p{L}\\d-]+)$`;
  const { lead, thing } = new RegExp(pattern, 'iu').exec(fragment)?.groups ?? {};
  if (lead === undefined || thing === undefined) return null;
  const things = new RegExp(`(?<=\\s${lead} )(?:${article})?[\\p{L}\\d-]+${boundary}`, 'giu');
  return replaceOnly(earlier, things, thing);
};

/** "a helmet" of "How long can I return a bicycle?". */
const anotherThing: Exchange = (fragment, earlier) => {
  const named = /^(?:an?) ((?:\p{Ll}[\p{L}-]* ){0,2}\p{Ll}[\p{L}-]*)$/u.exec(fragment);
  if (named === null) return null;
  const things = new RegExp(`\\ban? (?:[\\p{L}\\d-]+ ){0,2}?[\\p{L}\\d-]+?\\b${boundary}`, 'giu');
  return replaceOnly(earlier, things, fragment);
};

/** "the large one" of "What does the standard inspection cost?", "on aluminium ones" of "the warranty on carbon frames". */
const anotherKind: Exchange = (fragment, earlier) => {
  const named =
    /^(?<lead>(?:(?:on|for|with|in|to|of) )?(?:the |an? )?)(?<kind>[\p{L}\d-]+) ones?$/iu.exec(
      fragment,
    );
  const { lead = '', kind } = named?.groups ?? {};
  if (lead === '' || kind === undefined) return null;
  const things = new RegExp(`(?<=\\b${lead})[\\p{L}\\d-]+(?= [\\p{L}-]+${boundary})`, 'giu');
  return replaceOnly(earlier, things, kind);
};

/**
 * The earlier question with the thing exchanged that a fragment names: "How long can I return a helmet?" of "How long can I return a
 * bicycle?" and "and a helmet?". Two of the rules are of five languages, the others of English. Null where it is not plain which
 * thing is meant.
 */
export function exchangePhrase(followUp: string, earlier: string): string | null {
  const fragment = followUp
    .trim()
    .replace(/[?!.\s]+$/, '')
    .replace(opener, '');
  for (const exchange of [sameHead, samePreposition, anotherThing, anotherKind]) {
    const exchanged = exchange(fragment, earlier);
    if (exchanged !== null) return exchanged;
  }
  return null;
}

function replaceOnly(text: string, pattern: RegExp, replacement: string): string | null {
  const [only, ...others] = [...text.matchAll(pattern)];
  if (only === undefined || others.length > 0) return null;
  return text.slice(0, only.index) + replacement + text.slice(only.index + only[0].length);
}
