const replies: Record<string, string> = {
  en: 'Here I am again. What can I help you with?',
  de: 'Hier bin ich wieder. Wobei kann ich helfen?',
  fr: 'Me revoilà. Comment puis-je vous aider ?',
  es: 'Aquí estoy de nuevo. ¿En qué puedo ayudarle?',
  it: 'Eccomi di nuovo. Come posso aiutarla?',
};

/** What the assistant says to a wish for a person once no person has the conversation any more. */
export function welcomeBack(locale: string): string {
  return replies[locale.slice(0, 2).toLowerCase()] ?? replies.en ?? '';
}
