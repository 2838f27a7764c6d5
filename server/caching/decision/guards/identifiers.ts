/** What may be an order, ticket or account number: six digits or more, or letters and digits mixed with four digits or more. */
const possible =
  /#\s?[\w-]{3,}|\b(?=[\w-]*\d{4})(?=[\w-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*\b|\b\d[\d-]{4,}\d\b/gi;

/**
 * What surely is one: many digits that are no range ("100-200", "2024-2025"), or a code behind a word that introduces it. Any other
 * code may name a product, and two products have two answers.
 */
const certain =
  /#\s?(?=[\w-]*\d)[\w-]{3,}|(?<=\b(?:order|purchase|invoice|ticket|case|booking|customer|account|contract|number|no\.?|nr\.?|id)\s*[:#]?\s*)(?=[\w-]*\d{4})[a-z0-9]+(?:-[a-z0-9]+)*\b|\b(?!\d{1,4}-\d{1,4}\b)\d[\d-]{4,}\d\b/gi;

/**
 * The text without the customer's own identifiers. They are no part of what is asked: "cancel order 113542" and "cancel
 * order 004587" have one answer as long as that answer does not repeat the number, which `repeatsIdentifier` tells.
 */
export function withoutIdentifiers(text: string): string {
  return text.replaceAll(certain, ' ');
}

/** Whether an answer repeats an identifier of its question. Such an answer belongs to one customer and is never shared. */
export function repeatsIdentifier(question: string, answer: string): boolean {
  const mentioned = question.match(possible) ?? [];
  return mentioned.some((value) =>
    answer.toLowerCase().includes(value.toLowerCase().replace(/^#\s?/, '')),
  );
}
