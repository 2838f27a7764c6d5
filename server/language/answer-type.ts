import { fold } from './terms.ts';

/** Questions that ask for a kind of value, and what a text must hold to give one. */
const types: { asks: RegExp; gives: RegExp }[] = [
  {
    asks: /\b(how much|cost|costs|price|prices|fee|fees|charge|charged|pay|expensive|wie viel|wieviel|kostet|preis|combien|prix|coute|cuanto|precio|cuesta|quanto|prezzo|costa)\b/,
    gives:
      /[€$£]\s?\d|\d\s?(€|\$|£|eur|usd|gbp|chf|euros?|dollars?|pounds?|%)|\b(free|(no|without) charge|at no cost|kostenlos|gratis|gratuit|gratuito)\b/,
  },
  {
    asks: /\b(how long|how many (days|weeks|months|hours|minutes|years)|how soon|how fast|how quickly|deadline|within|wie lange|combien de temps|cuanto tiempo|quanto tempo)\b/,
    gives:
      /\b(\d+|one|two|three|four|five|six|seven|ten|fourteen|thirty)([\s-]+\w+)?[\s-]+(second|minute|hour|day|week|month|year|working day|business day|minut|stunde|tag|woche|monat|jahr|heure|jour|semaine|mois|an|hora|dia|semana|mes|ora|giorn|settiman)/,
  },
  {
    asks: /\b(when|what time|which (day|days)|open|opening|hours|wann|quand|cuando|horario|orari)\b/,
    gives:
      /\d{1,2}[:.]\d{2}|\d\s?(am|pm|uhr|h)\b|\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(january|february|march|april|may|june|july|august|september|october|november|december|at once|immediately|straight away|right away|sofort|tout de suite|immediatement|inmediatamente|enseguida|subito|immediatamente)\b|\d{4}/,
  },
  {
    asks: /\b(how many|how often|maximum|minimum|limit|at most|wie viele|combien|cuantos|cuantas|quanti|quante)\b/,
    gives: /\d|\b(one|two|three|four|five|six|once|twice|unlimited)\b/,
  },
  {
    asks: /\b(phone|call|telephone|number to|telefon|telefono|hotline)\b/,
    gives: /\+?\d[\d\s()/-]{6,}/,
  },
  { asks: /\b(e-?mail|write to|mail address)\b/, gives: /\S+@\S+\.\w+/ },
  {
    asks: /\b(where|address|wo|adresse|donde|dove)\b/,
    gives:
      /\b(street|road|avenue|square|strasse|rue|calle|via|at|in|under|page|account|settings)\b|\S+@\S+\.\w+/,
  },
];

/** The kinds of value that a question asks for. */
export function askedTypes(question: string): number[] {
  const folded = fold(question);
  return [...types.keys()].filter((type) => types[type]?.asks.test(folded));
}

/** Share of the asked-for kinds that the text gives; 0 where the question asks for none. */
export function typeMatch(asked: number[], text: string): number {
  if (asked.length === 0) return 0;
  const folded = fold(text);
  return asked.filter((type) => types[type]?.gives.test(folded)).length / asked.length;
}
