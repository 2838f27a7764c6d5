import { en, type Labels } from './en.ts';

export type { Labels } from './en.ts';

const languages: Record<string, () => Promise<Labels>> = {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  es: async () => (await import('./es.ts')).es,
  it: async () => (await import('./it.ts')).it,
};

/** The words of the locale's language; English where there are none or they do not load. */
export async function loadLabels(locale: string): Promise<Labels> {
  const language = languages[locale.slice(0, 2).toLowerCase()];
  try {
    return (await language?.()) ?? en;
  } catch {
    return en;
  }
}

/** Replaces each `{name}` of a label by its value. */
export function fill(label: string, values: Record<string, string | number>): string {
  return label.replace(/\{(\w+)\}/g, (whole, name) => `${values[name] ?? whole}`);
}
