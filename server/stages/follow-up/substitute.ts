const elliptic =
  /^(?:(?:and|or|but|so|ok(?:ay)?)[\s,]+)?(?:(?:what|how) about|same (?:for|with)|for|to|in|with|on)?\s*(?:the\s+(?:one\s+(?:in|for|from)\s+)?)?(?<thing>[\p{L}\p{N}.-]+)(?:\s+(?:one|version|model|plan))?\s*\??$/iu;

const dayOrMonth =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july|august|september|october|november|december)$/i;

/** Words that look alike stand for things of one kind: "S" and "M", "400" and "625", "Austria" and "Belgium". */
const kinds: ((word: string) => boolean)[] = [
  (word) => /^\p{Lu}{1,2}$/u.test(word) && word !== 'I',
  (word) => /^\d+(?:\.\d+)?$/.test(word),
  (word) => dayOrMonth.test(word),
  (word) => /^\p{Lu}\p{Ll}{2,}$/u.test(word) && !dayOrMonth.test(word),
];

/**
 * The earlier question with the one thing exchanged that a short follow-up names: "How much is plan M?" of "How much is plan S?" and
 * "and M?". Null where the follow-up says more, or where not exactly one word of the earlier question is of the same kind.
 */
export function substitute(followUp: string, earlier: string): string | null {
  const thing = elliptic.exec(followUp.trim())?.groups?.thing;
  const kind = kinds.find((isOfKind) => thing !== undefined && isOfKind(thing));
  if (thing === undefined || kind === undefined) return null;
  const [only, ...others] = [...earlier.matchAll(/[\p{L}\p{N}.-]*[\p{L}\p{N}]/gu)].filter(
    ({ 0: word, index }) => index > 0 && kind(word),
  );
  if (only === undefined || others.length > 0) return null;
  return earlier.slice(0, only.index) + thing + earlier.slice(only.index + only[0].length);
}
