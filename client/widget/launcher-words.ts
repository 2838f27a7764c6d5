/** Open, close, unread messages. */
type Words = [open: string, close: string, unread: string];

const english: Words = ['Open chat', 'Close chat', 'unread'];

const byLanguage: Record<string, Words> = {
  de: ['Chat öffnen', 'Chat schließen', 'ungelesen'],
  fr: ['Ouvrir le chat', 'Fermer le chat', 'non lus'],
  es: ['Abrir el chat', 'Cerrar el chat', 'sin leer'],
  it: ['Apri la chat', 'Chiudi la chat', 'non letti'],
};

/** The launcher's words in the locale's language, else in English. */
export function launcherWords(locale: string): Words {
  return byLanguage[locale.slice(0, 2).toLowerCase()] ?? english;
}
