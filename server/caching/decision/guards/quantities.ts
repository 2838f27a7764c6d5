import { withoutIdentifiers } from './identifiers.ts';
import { takeTimes } from './times.ts';
import { currencyBefore, unitOf } from './units.ts';

export interface Quantity {
  value: number;
  /** In one form: "usd", "hour", "gram"; empty where none is written. */
  unit: string;
}

const written =
  `zero 0 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13
  fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60
  seventy 70 eighty 80 ninety 90 dozen 12 hundred 100 thousand 1000 million 1000000 half 0.5 twice 2 double 2 triple 3
  third 3 fourth 4 fifth 5`
    .trim()
    .split(/\s+/);

const wordValues = new Map(
  written.flatMap((word, at) => (at % 2 === 0 ? [[word, Number(written[at + 1])] as const] : [])),
);

/** What multiplies the word before it: "two hundred". */
const multipliers = new Set(['dozen', 'hundred', 'thousand', 'million']);

/** After "a", "an" or "one" these make a quantity: "a week" is one week. "A day" of "a day late" is one, too. */
const countable =
  /^(?:second|minute|hour|day|week|month|quarter|year|dozen|hundred|thousand|million)$/;

/** Words of number that count nothing: how often ("two inspections a year"), and turns of phrase. */
const idioms =
  /(?<!\b(?:for|in|within|after|of|over|under|than|least|most|takes?|up to|until|about) )\ban? (?:day|week|month|quarter|year|hour)\b|\bthird[- ]part(?:y|ies)\b|\bsecond[- ]hand\b|\bmore than one\b|\bone more\b/g;

const tokenPattern =
  /\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:st|nd|rd|th)\b|\d+(?:\.\d+)?|\p{L}+|[$€£¥%"]/gu;

/** Every figure of a text with its unit, from digits and from words. Dates and times of day are left to the times guard. */
export function quantitiesOf(text: string): Quantity[] {
  const rest = takeTimes(withoutIdentifiers(text)).rest;
  const tokens = rest
    .replaceAll(/\b(?:business|working)[ -]days?\b/g, 'businessday')
    .replaceAll(idioms, ' ')
    .match(tokenPattern);
  return tokens === null ? [] : readQuantities(tokens);
}

function readQuantities(tokens: readonly string[]): Quantity[] {
  const found: Quantity[] = [];
  for (let at = 0; at < tokens.length; ) {
    const read = readDigits(tokens, at) ?? readWords(tokens, at);
    if (read !== undefined) {
      const unit = currencyBefore(tokens[at - 1]) ?? unitOf(tokens[read.next]);
      // Six digits are enough to tell figures apart and few enough to let 90 minutes meet one and a half hours.
      const value = Number((read.value * (unit?.factor ?? 1)).toPrecision(6));
      found.push({ value, unit: unit?.form ?? '' });
    }
    at = read?.next ?? at + 1;
  }
  return found;
}

interface Read {
  value: number;
  /** Where to read on. */
  next: number;
}

/** "1,000", "2nd", "3 k", "4 million". */
function readDigits(tokens: readonly string[], at: number): Read | undefined {
  const token = tokens[at] ?? '';
  if (!/^\d/.test(token)) return undefined;
  const value = Number.parseFloat(token.replaceAll(',', ''));
  const following = tokens[at + 1] ?? '';
  if (following === 'k') return { value: value * 1000, next: at + 2 };
  if (multipliers.has(following))
    return { value: value * (wordValues.get(following) ?? 1), next: at + 2 };
  return { value, next: at + 1 };
}

/** "twenty five", "two hundred", "a dozen", "a week". */
function readWords(tokens: readonly string[], at: number): Read | undefined {
  const token = tokens[at] ?? '';
  const one = token === 'a' || token === 'an' || token === 'one';
  if (one && !countable.test(tokens[at + 1] ?? '')) return undefined;
  let value = one ? 1 : wordValues.get(token);
  if (value === undefined) return undefined;
  let next = at + 1;
  for (; next < tokens.length; next += 1) {
    const word = tokens[next] ?? '';
    const own = wordValues.get(word);
    if (own === undefined) break;
    if (multipliers.has(word)) value *= own;
    else if (value >= 20 && own < 10) value += own;
    else break;
  }
  return { value, next };
}
