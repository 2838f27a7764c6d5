import { byWord } from './words.ts';

/** Words that name a unit, by the unit they stand for, as en, de, fr, es and it write them. */
const unitWords: Record<string, string> = {
  EUR: '€ eur euro euros',
  USD: '$ usd us$ dollar dollars us-dollar dólar dólares dollaro dollari',
  GBP: '£ gbp pound pounds pound_sterling pounds_sterling quid pfund livre_sterling livres_sterling libra_esterlina libras_esterlinas libras sterlina sterline',
  CHF: 'chf franken schweizer_franken francs swiss_francs francs_suisses franco_suizo francos_suizos franchi franchi_svizzeri',
  cent: '¢ cent cents ct centime centimes céntimo céntimos centesimo centesimi',
  percent:
    '% percent per_cent pct prozent prozentig prozentige prozentiger prozentigen prozentiges prozentigem pour_cent por_ciento por_cien per_cento percento',
  second:
    's sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos secondo secondi',
  minute: 'min mins minute minutes minuten minütig minütige minütigen minuto minutos minuti',
  hour: 'h hr hrs hour hours std stunde stunden stündig stündige stündigen heure heures hora horas ora ore',
  day: 'day days tag tage tagen tages tägig tägige tägigen tägiges tägiger jour jours día días giorno giorni',
  week: 'week weeks woche wochen wöchig wöchige wöchigen semaine semaines semana semanas settimana settimane',
  month:
    'month months monat monate monaten monats monatig monatige monatigen mois mes meses mese mesi',
  year: 'year years jahr jahre jahren jahres jährig jährige jährigen jähriger an ans année années año años anno anni',
  kilometre:
    'km kilometre kilometres kilometer kilometers kilometern kilomètre kilomètres kilómetro kilómetros chilometro chilometri',
  metre: 'm metre metres meter meters metern mètre mètres metro metros metri',
  centimetre:
    'cm centimetre centimetres centimeter centimeters zentimeter centimètre centimètres centímetro centímetros centimetro centimetri',
  millimetre:
    'mm millimetre millimetres millimeter millimeters millimètre millimètres milímetro milímetros millimetro millimetri',
  mile: 'mile miles',
  inch: '" ″ inch inches zoll pouce pouces pulgada pulgadas pollice pollici',
  kilogram:
    'kg kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramo kilogramos chilo chili chilogrammo chilogrammi',
  gram: 'g gram grams gramm gramme grammes gramo gramos grammo grammi',
  litre: 'l litre litres liter liters litern litro litros litri',
  'watt-hour': 'wh watt-hour watt-hours watt_hours wattstunden wattheures',
  watt: 'w watt watts vatios',
  volt: 'v volt volts',
  'newton-metre': 'nm newton_metres newton_meters newtonmeter',
  bar: 'bar',
  psi: 'psi',
  'km/h': 'km/h kmh kph',
  kilobyte: 'kb',
  megabyte: 'mb',
  gigabyte: 'gb',
};

/** Unit by the word that names it, longest word first when read from a text. */
export const unitByWord: ReadonlyMap<string, string> = byWord(
  Object.entries(unitWords).map(([unit, words]) => [words, unit] as const),
);

/** Symbols and codes that stand before an amount. */
export const currencyPrefixes: readonly string[] = [
  'us$',
  'eur',
  'usd',
  'gbp',
  'chf',
  '€',
  '$',
  '£',
];

/** The unit of a word as it stands in a text; null for none. */
export const unitOf = (word: string | undefined): string | null =>
  unitByWord.get((word ?? '').toLowerCase().replaceAll(/\s/g, ' ')) ?? null;
