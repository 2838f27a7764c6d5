/** Ending, what takes its place, and how long the rest must at least be. */
type Rule = [ending: RegExp, replacement: string, minimumRest: number];

/**
 * Light stemmers: they join singular and plural and the common inflections, and leave word families apart, which is better
 * for search than heavy stemming (J. Savoy, "Light stemming approaches for the French, Portuguese, German and Hungarian
 * languages", SAC 2006). Each group tries its rules in order and applies the first that fits.
 */
const groups: Record<string, Rule[][]> = {
  en: [
    [
      [/ies$/, 'y', 2],
      [/(?<=ss|x|ch|sh|z)es$/, '', 2],
      [/(?<![sui])s$/, '', 2],
    ],
    [
      [/ations?$/, '', 4],
      [/ements?$/, '', 4],
      [/ments?$/, '', 3],
      [/able$/, '', 4],
      [/(?<=[aeiouy].*)ing$/, '', 3],
      [/(?<=[aeiouy].*)ed$/, '', 3],
      [/ly$/, '', 4],
    ],
    [[/([bdgklmnprt])\1$/, '$1', 2]],
    [
      [/e$/, '', 3],
      [/(?<=[^aeiou])y$/, '', 4],
    ],
  ],
  de: [
    [
      [/ungen$/, 'ung', 3],
      [/(ern|em|en|er|es)$/, '', 3],
      [/[ens]$/, '', 3],
    ],
    [[/(?<=[^aeiou])(en|er|e)$/, '', 4]],
  ],
  fr: [
    [
      [/eaux$/, 'eau', 2],
      [/aux$/, 'al', 2],
      [/[sx]$/, '', 3],
    ],
    [
      [/ements?$/, '', 4],
      [/(ees|ee|er|ez)$/, '', 3],
      [/e$/, '', 3],
    ],
  ],
  es: [
    [
      [/ces$/, 'z', 2],
      [/(?<=[^aeiou])es$/, '', 3],
      [/s$/, '', 3],
    ],
    [[/[aeo]$/, '', 3]],
  ],
  it: [
    [
      [/(chi|che)$/, 'c', 3],
      [/(ghi|ghe)$/, 'g', 3],
      [/[aeio]+$/, '', 3],
    ],
  ],
};

/** The stem of a lower-case word without accents; the word itself in a language without rules. */
export function stem(word: string, language: string): string {
  let rest = word;
  for (const group of groups[language] ?? []) {
    for (const [ending, replacement, minimumRest] of group) {
      if (!ending.test(rest)) continue;
      const shorter = rest.replace(ending, replacement);
      if (shorter.length < minimumRest + replacement.replace('$1', 'x').length) continue;
      rest = shorter;
      break;
    }
  }
  return rest;
}
