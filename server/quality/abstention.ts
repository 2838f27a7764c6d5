const sentences: Record<string, string> = {
  en: "I don't know. I could not find that in our documents.",
  de: 'Das weiß ich nicht. In unseren Unterlagen habe ich dazu nichts gefunden.',
  fr: "Je ne sais pas. Je n'ai rien trouvé à ce sujet dans nos documents.",
  es: 'No lo sé. No he encontrado nada al respecto en nuestros documentos.',
  it: 'Non lo so. Non ho trovato nulla al riguardo nei nostri documenti.',
};

/** The sentence that says "I don't know" in the language of a locale such as `de-AT`; English for others. */
export function abstention(locale: string): string {
  return sentences[locale.slice(0, 2).toLowerCase()] ?? sentences.en ?? '';
}

const fixed = Object.values(sentences).map((sentence) => sentence.toLowerCase());

const refusals = [
  /\bI (?:do not|don['’]?t|cannot|can['’]?t) (?:know|find|answer|have (?:that|any|enough|this) information|see (?:that|any))\b/i,
  /\b(?:not|isn['’]?t|aren['’]?t|is not|are not) (?:mentioned|covered|stated|specified|in (?:our|the|my) (?:documents|passages|sources))\b/i,
  /\bI['’]?m (?:not sure|unable|afraid I)\b|\bno information (?:on|about)\b/i,
];

/**
 * Whether an answer says that it does not know. A model's own words count when they stand in the first sentence;
 * one that goes on to answer at length does not abstain.
 */
export function isAbstention(text: string): boolean {
  const plain = text.trim().replaceAll('’', "'");
  const lower = plain.toLowerCase();
  if (fixed.some((sentence) => lower.startsWith(sentence))) return true;
  const first = plain.split(/(?<=[.!?])\s/)[0] ?? '';
  return plain.length < 300 && refusals.some((pattern) => pattern.test(first));
}

/** Whether a text that has only begun may become the fixed sentence of some language. */
export function mayBecomeAbstention(text: string): boolean {
  const lower = text.trimStart().toLowerCase();
  return lower !== '' && fixed.some((sentence) => sentence.startsWith(lower.trimEnd()));
}
