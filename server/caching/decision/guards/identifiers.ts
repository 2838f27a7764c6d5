/** Order, ticket and account numbers: six digits or more, or letters and digits mixed with four digits or more. */
const identifier =
  /#\s?[\w-]{3,}|\b(?=[\w-]*\d{4})(?=[\w-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*\b|\b\d[\d-]{4,}\d\b/gi;

/**
 * The text without the customer's own identifiers. They are no part of what is asked: "cancel order 113542" and "cancel
 * order 004587" have one answer as long as that answer does not repeat the number, which `repeatsIdentifier` tells.
 */
export function withoutIdentifiers(text: string): string {
  return text.replaceAll(identifier, ' ');
}

/** Whether an answer repeats an identifier of its question. Such an answer belongs to one customer and is never shared. */
export function repeatsIdentifier(question: string, answer: string): boolean {
  const mentioned = question.match(identifier) ?? [];
  return mentioned.some((value) =>
    answer.toLowerCase().includes(value.toLowerCase().replace(/^#\s?/, '')),
  );
}
