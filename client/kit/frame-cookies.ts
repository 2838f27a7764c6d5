import type { KeyValueStore } from './key-value-store.ts';

/** Browsers cut a cookie off at 4,096 bytes, and servers refuse long headers: this much for all of them together. */
const mostCharacters = 3_000;
const keptSeconds = 180 * 24 * 60 * 60;

/**
 * Keeps a few short values in cookies that belong to the frame and the page around it alone. Browsers grant these to a
 * frame on another site even where they refuse it `localStorage`, as in private windows. They need https, or localhost;
 * what does not fit is not kept.
 */
export class FrameCookies implements KeyValueStore {
  readonly #document: { cookie: string };
  readonly #path: string;

  /** `path` is the folder whose pages may read them, such as `/widget`. */
  constructor(path: string, document: { cookie: string } = window.document) {
    this.#path = path;
    this.#document = document;
  }

  get(key: string): string | null {
    return this.#all().get(key) ?? null;
  }

  set(key: string, value: string): void {
    const others = [...this.#all()].filter(([other]) => other !== key);
    const pairs = [...others, [key, value] as const].map(([name, text]) => pair(name, text));
    if (pairs.join('; ').length > mostCharacters) this.delete(key);
    else this.#write(pair(key, value), keptSeconds);
  }

  delete(key: string): void {
    this.#write(pair(key, ''), 0);
  }

  keys(): string[] {
    return [...this.#all().keys()];
  }

  #write(text: string, seconds: number): void {
    const scope = `Path=${this.#path}; Max-Age=${seconds}; Secure; SameSite=None; Partitioned`;
    this.#document.cookie = `${text}; ${scope}`;
  }

  #all(): Map<string, string> {
    const pairs = this.#document.cookie.split('; ').filter((text) => text.includes('='));
    return new Map(pairs.flatMap(parsed));
  }
}

function pair(key: string, value: string): string {
  return `${encodeURIComponent(key)}=${encodeURIComponent(value)}`;
}

/** Cookies that somebody else set may hold anything: what cannot be read is left out. */
function parsed(text: string): [string, string][] {
  const at = text.indexOf('=');
  try {
    return [[decodeURIComponent(text.slice(0, at)), decodeURIComponent(text.slice(at + 1))]];
  } catch {
    return [];
  }
}
