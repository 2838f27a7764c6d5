import { parseHex } from './ink.ts';

/** What the loader passes on from its script tag. */
export interface WidgetOptions {
  site: string;
  locale: string;
  /** `#rrggbb`. */
  color: string;
  title: string | null;
  suggestions: string[];
  theme: 'light' | 'dark' | 'auto';
  /** Origin of the page around the frame; null when the page stands alone. */
  host: string | null;
}

/** Reads the frame's address. Anybody can write one, so whatever does not fit falls back to the default. */
export function readOptions(search: string, browserLocale: string): WidgetOptions {
  const query = new URLSearchParams(search);
  const color = query.get('color') ?? '';
  const theme = query.get('theme');
  const host = query.get('host') ?? '';
  return {
    site: query.get('site') || 'default',
    locale: languageTag(query.get('locale') || browserLocale),
    color: parseHex(color) === null ? '#0f766e' : color,
    title: query.get('title')?.slice(0, 60) || null,
    suggestions: (query.get('suggestions') ?? '')
      .split('|')
      .map((text) => text.trim().slice(0, 120))
      .filter((text) => text !== '')
      .slice(0, 4),
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    host: URL.canParse(host) ? new URL(host).origin : null,
  };
}

/** A plain language tag such as `de-CH`; pages write all sorts of things there. */
function languageTag(text: string): string {
  const tag = text.trim().replaceAll('_', '-').slice(0, 16);
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) ? tag : 'en';
}
