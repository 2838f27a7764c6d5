import type { KeyValueStore } from './key-value-store.ts';
import { type Answer, offline, type RequestError } from './request.ts';

export interface VisitorIdentityParts {
  /** Origin of the server, such as `https://desk.example`. */
  url: string;
  site: string;
  store: KeyValueStore;
  /** Longest that a token is waited for. Milliseconds. */
  tokenTimeoutMs?: number;
}

/** The signed token that makes a visitor the same one on the next page. Kept in the store, renewed when refused. */
export class VisitorIdentity {
  readonly #parts: VisitorIdentityParts;
  readonly #key: string;

  constructor(parts: VisitorIdentityParts) {
    this.#parts = parts;
    this.#key = `deskhand.${parts.site}.visitor`;
  }

  /** The kept token, or a new one. */
  async token(): Promise<Answer<string>> {
    const kept = this.#parts.store.get(this.#key);
    return kept === null ? this.renew() : { ok: true, value: kept };
  }

  /** A fresh token, or `offline` when none comes in time; for the same visitor if the server still accepts the old one. */
  async renew(): Promise<Answer<string>> {
    const kept = this.#parts.store.get(this.#key);
    let answer = await this.#ask(kept);
    if (!answer.ok && kept !== null && !answer.error.retryable) answer = await this.#ask(null);
    if (answer.ok) this.#parts.store.set(this.#key, answer.value);
    return answer;
  }

  async #ask(token: string | null): Promise<Answer<string>> {
    const { url, site, tokenTimeoutMs = 8_000 } = this.#parts;
    try {
      const response = await fetch(`${url}/api/visitor`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(token === null ? { site } : { site, token }),
        signal: AbortSignal.timeout(tokenTimeoutMs),
      });
      const body = await response.json();
      if (response.ok) return { ok: true, value: body.token };
      return { ok: false, error: { ...(body as RequestError) } };
    } catch {
      return offline;
    }
  }
}
