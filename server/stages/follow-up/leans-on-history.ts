const openers =
  /^(?:and|or|but|so|then|also|ok(?:ay)?|what about|how about|what if|same (?:for|with)|und|oder|aber|et|ou|mais|y|o|pero|e|ma)\b[\s,:]*/i;
const ellipsis =
  /^(?:(?:and|or|but|so|ok(?:ay)?|und|et|y|e)[\s,]+)?(?:what about|how about|and|or|also|same (?:for|with)|was ist mit|wie (?:ist|sieht) es mit|et pour|y para|e per)\b/i;
const reference =
  /\b(?:it|its|that|this|these|those|they|them|their|there|then|the (?:same|other|first|second|third|latter|former|bigger|smaller|larger|cheaper|small|big|large|cheap) ?(?:one|ones)?|one of (?:them|those)|both|either|neither|he|she|him|her|da(?:s|von|für|mit)|ça|celui|celle|eso|ese|esa|quello|questo)\b/i;
const danglingOne = /\b(?:the|a|an|this|that|which) (?:[\p{L}\p{N}.-]+ ){0,2}ones?\b/iu;
const bareQuestion =
  /^(?:how much|how long|how many|how far|how often|how|why|when|where|which(?: one)?|who|really|are you sure|for how long|from when|until when|since when|wie lange|wie viel|warum|wann|wo|pourquoi|quand|combien|cuánto|cuándo|dónde|quanto|quando|dove)(?: (?:is|are|was|does|do|would|will|can|exactly|is that|does that (?:cost|take)))?\W*$/i;
/** "When do I have to order?" asks about something that was named before. */
const bareDeed =
  /^(?:until when|from when|since when|by when|when|where|how (?:much|long|soon|late|early|often|far(?: ahead)?)) .*\b(?:order|pay|book|cancel|return|wait|call|bring|send|start|begin|end|set)\b\W*$/i;
/** So does "how long is the notice?". */
const bareProperty =
  /\b(?:the|a|any) (?:notice(?: period)?|minimum term|term|fees?|price|cost|deposit|money|deadline|limit|surcharge|discount|rest|difference|amount)\b(?! (?:for|on|of|in|to|with)\b)/i;
const selfContainedThat = /\b(?:that|this|these|those) \p{L}{3,}/iu;
const relativeThat =
  /\b\p{L}{3,} that (?:i|you|we|is|are|was|were|has|have|can|comes?|goes?|does|do|don'?t)\b/iu;
const expletiveIt =
  /\b(?:is it (?:possible|ok|okay|true|worth|safe|allowed)|it is (?:possible|raining)|does it (?:matter|cost (?:anything|extra) to)|how (?:long|much) does it (?:take|cost) (?:to|for))\b/i;
const existentialThere =
  /\b(?:is|are|was|were|will|can|if) there\b|\bthere (?:is|are|was|were|a)\b/i;

const contentWords = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}.'-]*/gu) ?? []).filter(
    (word) => word.length > 2 && !functionWords.has(word),
  );

const functionWords = new Set(
  'the and for are was were what which how much many long does did can could would will shall should you your our with from that this have has had not but about then there their they them its who when where why also just please any some get got all out into per until must far ahead soon often early late and/or der die das und mit für les des pour que los las con per del della'.split(
    ' ',
  ),
);

/** Without the pronouns that point at nothing said before. */
function withoutIdlePronouns(text: string): string {
  return text
    .replace(relativeThat, ' ')
    .replace(expletiveIt, ' ')
    .replace(existentialThere, ' ')
    .replace(
      /\b(?:if|when|because|since|once|after|before|so|think|know|sure|say|said|mean|believe) that\b/i,
      ' ',
    );
}

/** Whether a message is only the end of another: "and to Belgium?", "how long?". */
export function isFragment(text: string): boolean {
  return bareQuestion.test(text) || ellipsis.test(text);
}

/** Whether a message has a pronoun, or the like, that may stand for something said before. */
export function hasReference(text: string): boolean {
  const stripped = withoutIdlePronouns(text);
  return reference.test(stripped) || danglingOne.test(stripped);
}

function leansOnReference(text: string): boolean {
  const stripped = withoutIdlePronouns(text);
  if (!reference.test(stripped))
    return danglingOne.test(stripped) && contentWords(stripped).length <= 5;
  // "my bike … when will it be ready": the pronoun's noun stands in the same message.
  const before = stripped.slice(0, stripped.search(reference));
  if (contentWords(before).length >= 3 && !ellipsis.test(text)) return false;
  return !(selfContainedThat.test(stripped) && contentWords(stripped).length >= 6);
}

/** Whether a message cannot be understood without what came before it. */
export function leansOnHistory(text: string): boolean {
  const trimmed = text.trim();
  if (isFragment(trimmed)) return true;
  const words = contentWords(trimmed);
  if (words.length === 0) return true;
  if (openers.test(trimmed) && words.length <= 4) return true;
  if (words.length === 1 && trimmed.split(/\s+/).length <= 3) return true;
  if (words.length <= 1 && bareDeed.test(trimmed)) return true;
  if (words.length <= 2 && bareProperty.test(trimmed)) return true;
  return leansOnReference(trimmed);
}
