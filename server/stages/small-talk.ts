import { withoutCourtesy } from '../language/courtesy.ts';

/** A remark that needs no document: a greeting, thanks, a farewell. */
export type SmallTalkKind = 'greeting' | 'thanks' | 'farewell';

const patterns: [SmallTalkKind, RegExp][] = [
  [
    'greeting',
    /^(?:hi|hii+|hello|hey|heya|hiya|yo|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:tag|morgen|abend)|moin|servus|grüezi|bonjour|bonsoir|salut|hola|buen[oa]s (?:días|tardes|noches)|ciao|buongiorno|buonasera|salve)(?: (?:there|all|team|everyone|zusammen|à tous|a todos|a tutti))?$/i,
  ],
  [
    'thanks',
    /^(?:ok(?:ay)? |great |perfect |super |cool |alright )*(?:thanks?|thank you|thx|ty|cheers|danke|vielen dank|merci|gracias|muchas gracias|grazie)(?: (?:you|a lot|so much|very much|again|everyone|schön|sehr|beaucoup|mille|for (?:your|the) (?:help|answer|info(?:rmation)?)|that helps?|that helped))*$/i,
  ],
  [
    'farewell',
    /^(?:ok(?:ay)? )?(?:bye|bye bye|goodbye|good night|see (?:you|ya)|have a (?:nice|good) (?:day|one|evening|weekend)|tschüss|auf wiedersehen|au revoir|adiós|hasta luego|arrivederci)(?: .{0,15})?$/i,
  ],
];

const replies: Record<string, Record<SmallTalkKind, string>> = {
  en: {
    greeting: 'Hello! What can I help you with?',
    thanks: "You're welcome! Is there anything else?",
    farewell: 'Goodbye, and have a good day!',
  },
  de: {
    greeting: 'Hallo! Wobei kann ich helfen?',
    thanks: 'Gern geschehen! Kann ich sonst noch helfen?',
    farewell: 'Auf Wiedersehen und einen schönen Tag!',
  },
  fr: {
    greeting: 'Bonjour ! Comment puis-je vous aider ?',
    thanks: 'Avec plaisir ! Puis-je vous aider pour autre chose ?',
    farewell: 'Au revoir et bonne journée !',
  },
  es: {
    greeting: '¡Hola! ¿En qué puedo ayudarle?',
    thanks: '¡De nada! ¿Puedo ayudarle en algo más?',
    farewell: '¡Adiós y que tenga un buen día!',
  },
  it: {
    greeting: 'Salve! Come posso aiutarla?',
    thanks: 'Prego! Posso aiutarla con altro?',
    farewell: 'Arrivederci e buona giornata!',
  },
};

/** What kind of small talk a message is as a whole, or null where it asks or says anything more. */
export function smallTalkKind(text: string): SmallTalkKind | null {
  const rest = plainWords(withoutCourtesy(text));
  const known = [plainWords(text), rest].flatMap(
    (words) => patterns.find(([, pattern]) => pattern.test(words))?.[0] ?? [],
  );
  return known[0] ?? null;
}

function plainWords(text: string): string {
  return text
    .replaceAll(/[\p{P}\p{S}\p{Extended_Pictographic}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The reply to small talk, in the language of the locale; a model would say the same for money. */
export function smallTalkReply(kind: SmallTalkKind, locale: string): string {
  const language = locale.slice(0, 2).toLowerCase();
  return (replies[language] ?? replies.en)?.[kind] ?? '';
}
