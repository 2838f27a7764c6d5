const greeting =
  /^(?:hi+|hello|hey+|heya|hiya|good (?:morning|afternoon|evening|day)|greetings|dear (?:team|all|support|sirs?)|hallo|guten (?:tag|morgen|abend)|moin|servus|grüezi|liebes team|bonjour|bonsoir|salut|hola|buen[oa]s (?:días|tardes|noches)|ciao|buongiorno|buonasera|salve)(?: (?:there|all|team|everyone|folks|guys|again|zusammen|leute|à tous|a todos|a tutti|dear team|support team))?/iu;
/** What ends a greeting: punctuation, or the first word of a question. */
const afterGreeting =
  /^(?:\s*[,!.:;…–—-]+\s*|\s*\p{Extended_Pictographic}+\s*|\s*\n\s*|\s+(?=(?:i|i'm|i've|i'd|im|my|we|how|what|when|where|which|who|why|can|could|do|does|did|is|are|am|will|would|should|may|please|there|ich|wir|wie|was|wann|wo|kann|könnt|können|gibt|ist|sind|je|j'ai|comment|combien|quand|où|est-ce|puis-je|pouvez|quel|quelle|cómo|cuánto|cuándo|dónde|qué|puedo|hay|come|quanto|quando|dove|posso|vorrei|c'è)\b))/iu;
const announcement =
  /^(?:(?:i have |i've got |just )?(?:a |one |another )?(?:quick|short|small|simple) question|(?:just )?(?:a|one) question|question|(?:ich hab(?:e)? )?(?:eine |ne )?kurze frage|eine frage|(?:j'ai )?(?:une )?(?:petite )?question|(?:tengo )?una (?:pregunta|duda)(?: rápida)?|(?:ho )?una domanda(?: veloce)?)\s*[:,;.!–—-]+\s*/iu;
const thanks =
  /(?<=[\p{L}\p{N}\p{P}\p{S}]\s*)(?<!\b(?:a|an|the|of|to|for|no|my|your|our|with|say|saying|said|send|sending|write|give|as|ein|eine|das|sagen|le|un|une|decir|las|il|dire)\s+)(?<![\p{L}\p{N}])(?:(?:many |ok |okay |and )?thanks?|thank you|thx|tnx|cheers|(?:vielen |besten |herzlichen )?dank|danke|merci|(?:muchas |mil )?gracias|(?:mille |molte )?grazie)(?: (?:you|a lot|a million|so much|very much|again|in advance|for (?:your|the|any) (?:help|time|answer|reply|support)|schön|sehr|im voraus|vorab|beaucoup|bien|d'avance|de antemano|por (?:la|su) ayuda|mille|tante|in anticipo))*[\s.!,…\p{Extended_Pictographic}]*$/iu;
const trailingPlease =
  /(?:\s*,\s*|\s+)(?:please|pls|plz|bitte|s'il vous pla[iî]t|svp|por favor|per favore)(?=[?.!\s]*$)/iu;

/** What people put around a question as they would when they speak. */
const leadingFiller = /^(?:u+h*m+|e+rm?|uh+|hm+|btw|yo|well(?=,))[\s,.…]+(?=[\p{L}\p{N}])/iu;
const trailingFiller =
  /(?<!\b(?:a|an|the|my|your|our|his|her|their|with|for|to|of|no|or|and))(?<=[\p{L}\p{N}\p{P}])\s+(?:lo+l|lmao|(?:ha){2,}h?|asap|btw|tbh|mate|m8|bro|dude|buddy|u know|you know|y['’]know)[\s.!,…\p{Extended_Pictographic}]*(?=\?*$)/iu;

/** A wave of the hand before the first word. */
const leadingSigns = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{FE0F}|\u{200D}|\s)+/u;

const letters = /[\p{L}\p{N}]/u;

/**
 * A message without the greeting, the announcement of a question and the thanks that customers put around it, in five languages, and
 * without English fillers: what is asked is the same without them. A message of nothing else is left as it is.
 */
export function withoutCourtesy(message: string): string {
  const whole = message.trim();
  let rest = whole;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = withoutGreeting(rest.replace(leadingSigns, '')).replace(announcement, '').trim();
    rest = rest.replace(leadingFiller, '').replace(trailingFiller, '').trim();
    rest = rest.replace(thanks, '').replace(trailingPlease, '').trim();
  }
  return letters.test(rest) ? rest.replace(/[\s,;–—-]+$/u, '') : whole;
}

function withoutGreeting(text: string): string {
  const greeted = greeting.exec(text)?.[0];
  if (greeted === undefined) return text;
  const rest = text.slice(greeted.length);
  const between = afterGreeting.exec(rest)?.[0];
  return between === undefined ? text : rest.slice(between.length);
}
