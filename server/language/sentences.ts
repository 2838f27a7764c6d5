import { languageOf } from './terms.ts';

const endsInAbbreviation =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|approx|incl|excl|max|min|no|nr|mr|mrs|ms|dr|st|vs|ca|z\.\s?b|d\.\s?h|bzw|u\.\s?a|p\.\s?ex|sr|sra|sig|art|tel|hrs?|mins?)\.\s*$/i;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(locale: string): Intl.Segmenter {
  const language = languageOf(locale) || 'en';
  const known = segmenters.get(language);
  if (known !== undefined) return known;
  const made = new Intl.Segmenter(language, { granularity: 'sentence' });
  segmenters.set(language, made);
  return made;
}

/** The sentences of a plain text, trimmed, without cutting after an abbreviation. */
export function sentencesOf(text: string, locale: string): string[] {
  const sentences: string[] = [];
  let open = '';
  for (const { segment } of segmenterOf(locale).segment(text.replaceAll(/\s+/g, ' '))) {
    open += segment;
    if (endsInAbbreviation.test(open)) continue;
    sentences.push(open.trim());
    open = '';
  }
  if (open.trim() !== '') sentences.push(open.trim());
  return sentences.filter((sentence) => sentence !== '');
}
