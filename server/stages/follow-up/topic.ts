import { stopWordsOf } from '../../language/stop-words.ts';
import { fold } from '../../language/terms.ts';

const connective =
  /^(?:and|or|but|so|then|ok(?:ay)?|und|oder|aber|et|ou|mais|y|o|pero|e|ma)[\s,]+/i;
const questionWord =
  /^(?:(?:in|at|on|for|from|to|by|with|up to|until|since) (?:what|which|when|how)|who|whose|if|what(?! about)|how(?! about)|when|where|which|until|since|from when|by when|for how|up to|is|are|was|were|does|do|did|can|could|may|must|will|would|should|why|wie|was(?! ist mit)|wann|wo|welche[rsn]?|bis wann|ab wann|kann|muss|darf|gibt|ist|sind|hat|habe|combien|quand|où|quel(?:le)?s?|pourquoi|est-ce|puis-je|peut-on|cuánto|cuándo|dónde|qué|cuál|puedo|hay|quanto|quando|dove|quale|posso|c'è)\b.*[\s\p{L}]/iu;
const lightVerb =
  /^(?:costs?|takes?|weighs?|goes|go|comes?|opens?|lasts?|effect|kostet|kosten|dauert|coûte|coûtent|cuesta|cuestan|costa|costano)$/i;
/** "a month" of what something costs: part of what was asked. */
const rate =
  /\s+(?:an?|per|each|pro|par|al|por) (?:day|week|month|year|hour|tag|monat|jahr|mois|an|mes|mese|anno)$/i;
const frame =
  /^(?:how (?!do |does |is |are |can |to )\p{L}+|what happens|what|when|where|who|which|why|how|wie (?:viele?|lange|oft)|combien(?: de \p{L}+)?|cuánt[oa]s?|quant[oi]|quanto)\s+/iu;

/** Asks which thing there is: what is meant later is what the answer named. */
const asksWhich =
  /^(?:which|who|whose|is there|are there|what can|what do you|quel|welche|cual|quale)\b/i;
const topicMark = ': ';

const stopWords = new Set(
  ['en', 'de', 'fr', 'es', 'it'].flatMap((language) => [...stopWordsOf(language)]),
);

/** Whether a message asks something itself, as "and how long does it take?", and does not only name another thing: "and to Belgium?". */
export function asksItself(message: string): boolean {
  return questionWord.test(message.replace(/^[\s¿¡]+/, '').replace(connective, ''));
}

/**
 * What a question is about, without what it asks of it: "standard delivery to Austria" of "How long does standard delivery to Austria
 * take?". Null for what is no question.
 */
export function topicOf(question: string): string | null {
  if (!question.trim().endsWith('?')) return null;
  const [earlier, ...asked] = question.split(topicMark);
  if (earlier !== undefined && asked.length > 0) return earlier;
  if (asksWhich.test(question)) return null;
  const words = question
    .replace(/^[\s¿¡]+|[?!.\s]+$/g, '')
    .replace(rate, '')
    .replace(connective, '')
    .replace(frame, '')
    .split(/\s+/);
  const first = words.findIndex((word) => !stopWords.has(fold(word)) && !lightVerb.test(word));
  if (first === -1) return null;
  const last = words.findLastIndex((word) => !lightVerb.test(word));
  return words.slice(first, last + 1).join(' ');
}

/** What is asked about a topic: "standard delivery to Austria: how long does it take?". */
export function askedOf(topic: string, asked: string): string {
  return `${topic}${topicMark}${asked.replace(connective, '')}`;
}
