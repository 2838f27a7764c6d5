const allowed = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** The address when a click on it can do no harm: absolute, and of the web, mail or telephone. Else null. */
export function safeUrl(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed !== null && allowed.has(parsed.protocol) ? parsed.href : null;
}
