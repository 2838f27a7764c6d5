/** How a language asks for a person. Patterns see one sentence in lower case, without accents, with single spaces. */
export interface WishRules {
  /** A wish, whatever else the sentence says. */
  wishes: RegExp[];
  /** A clause that says nothing else: "a person, please". */
  clauses: RegExp[];
  /** A whole sentence that is only the word: "agent". */
  sentences: RegExp[];
  /** Not to want a machine is to want a person. */
  refusals: RegExp[];
  /** Sounds like a wish and is none. */
  exceptions: RegExp[];
}

/** One of the words, some of which may be patterns themselves. */
export function anyOf(...words: string[]): string {
  return `(?:${words.join('|')})`;
}

/** A pattern from a template; line breaks in it, with the spaces around them, are for the reader only. */
export function rule(parts: TemplateStringsArray, ...values: string[]): RegExp {
  return new RegExp(String.raw(parts, ...values).replaceAll(/\s*\n\s*/g, ''));
}
