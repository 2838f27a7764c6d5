/** The one form of a unit, how many of it the unit is, and how it is written. Durations meet in hours: 14 days are two weeks. */
const rows = `
hour 0.000277778 sec second
hour 0.016666667 min minute
hour 1 h hr hour
hour 24 day
hour 168 wk week
working-day 1 businessday workday
month 1 mo month
month 3 quarter
month 12 yr year
usd 1 $ usd dollar buck
usd 0.01 cent
eur 1 € eur euro
gbp 1 £ gbp pound quid
jpy 1 ¥ jpy yen
% 1 % percent pct
gram 1 g gram gramme
gram 1000 kg kilo kilogram
lb 1 lb
ounce 1 oz ounce
metre 0.001 mm millimetre millimeter
metre 0.01 cm centimetre centimeter
metre 1 m metre meter
metre 1000 km kilometre kilometer
inch 1 inch inche "
inch 12 ft foot feet
mile 1 mile mi
gigabyte 0.001 mb megabyte
gigabyte 1 gb gig gigabyte
gigabyte 1000 tb terabyte
litre 0.001 ml millilitre milliliter
litre 1 l litre liter
watt 1 w watt
watt 1000 kw kilowatt
volt 1 v volt
`;

export interface Unit {
  form: string;
  factor: number;
}

const units = new Map<string, Unit>(
  rows
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [form = '', factor, ...written] = row.split(' ');
      return written.map((word) => [word, { form, factor: Number(factor) }] as const);
    }),
);

/** The unit that a word or sign names, in singular or plural; undefined where it names none. */
export function unitOf(word: string | undefined): Unit | undefined {
  return word === undefined ? undefined : (units.get(word) ?? units.get(word.replace(/s$/, '')));
}

/** The currency that stands before a figure ("$5", "EUR 5"); undefined where it is none. */
export function currencyBefore(word: string | undefined): Unit | undefined {
  return word !== undefined && /^(?:[$€£¥]|usd|eur|gbp|jpy)$/.test(word)
    ? units.get(word)
    : undefined;
}
