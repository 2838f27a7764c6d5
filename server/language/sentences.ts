import { isInsideValue } from '../quality/critical-values.ts';
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

/** No value is longer, in characters to both sides of a dot inside it. */
const reach = 80;

/** The sentences of a plain text, trimmed, without cutting after an abbreviation or inside a value: "bis 24. Dezember". */
export function sentencesOf(text: string, locale: string): string[] {
  const sentences: string[] = [];
  const line = text.replaceAll(/\s+/g, ' ');
  let open = '';
  for (const { segment, index } of segmenterOf(locale).segment(line)) {
    open += segment;
    if (endsInAbbreviation.test(open)) continue;
    const end = index + segment.length;
    const near = open.slice(-reach);
    if (isInsideValue(near + line.slice(end, end + reach), near.length)) continue;
    sentences.push(open.trim());
    open = '';
  }
  if (open.trim() !== '') sentences.push(open.trim());
  return sentences.filter((sentence) => sentence !== '');
}
