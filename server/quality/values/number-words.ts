import { byWord } from './words.ts';

const tens = [
  'twenty zwanzig vingt veinte venti',
  'thirty dreißig dreissig trente treinta trenta',
  'forty vierzig quarante cuarenta quaranta',
  'fifty fünfzig cinquante cincuenta cinquanta',
  'sixty sechzig soixante sesenta sessanta',
  'seventy siebzig setenta settanta',
  'eighty achtzig ochenta ottanta',
  'ninety neunzig noventa novanta',
].map((words, index) => [words, (index + 2) * 10] as const);

const ones = [
  'one ein eins eine einen einem einer un une uno una',
  'two zwei deux dos due',
  'three drei trois tres tre',
  'four vier quatre cuatro quattro',
  'five fünf cinq cinco cinque',
  'six sechs seis sei',
  'seven sieben sept siete sette',
  'eight acht huit ocho otto',
  'nine neun neuf nueve nove',
  'ten zehn dix diez dieci',
  'eleven elf onze once undici',
  'twelve zwölf douze doce dodici',
  'thirteen dreizehn treize trece tredici',
  'fourteen vierzehn quatorze catorce quattordici',
  'fifteen fünfzehn quinze quince quindici',
  'sixteen sechzehn seize dieciséis sedici',
  'seventeen siebzehn dix-sept diecisiete diciassette',
  'eighteen achtzehn dix-huit dieciocho diciotto',
  'nineteen neunzehn dix-neuf diecinueve diciannove',
].map((words, index) => [words, index + 1] as const);

/** Number by the word that spells it. A spelled number is a value only with a unit behind it. */
export const numberByWord: ReadonlyMap<string, number> = byWord([
  ...ones,
  ...tens,
  ['hundred hundert einhundert cien cento', 100],
  ['thousand tausend eintausend mille mil', 1000],
]);
