import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { DeskhandError } from '../../errors.ts';

const daySeconds = 24 * 3600;
const lifetimeSeconds = 180 * daySeconds;
const renewedBelowSeconds = 30 * daySeconds;
const issuer = 'deskhand';
const audience = 'customer';

export interface VisitorIdentity {
  visitorId: string;
  site: string;
}

interface Verified extends VisitorIdentity {
  expiresAtSeconds: number;
}

/** Tokens that make an anonymous visitor the same one on the next page: JWT, HS256, 180 days. */
export class VisitorTokens {
  readonly #secret: Uint8Array;
  readonly #nowMs: () => number;

  /** `secret`: at least 32 bytes, the same on every node. */
  constructor(secret: Uint8Array, nowMs: () => number = Date.now) {
    if (secret.byteLength < 32) {
      throw new DeskhandError('setting-invalid', { message: 'visitor secret under 32 bytes' });
    }
    this.#secret = secret;
    this.#nowMs = nowMs;
  }

  /**
   * Keeps the visitor of a valid token of the same site and makes a new visitor otherwise.
   * The token itself is renewed in its last 30 days.
   */
  async issue(site: string, token?: string): Promise<{ token: string; visitorId: string }> {
    const known = token === undefined ? null : await this.#verified(token);
    if (token === undefined || known === null || known.site !== site) {
      return this.#sign({ visitorId: randomUUID(), site });
    }
    const leftSeconds = known.expiresAtSeconds - this.#nowMs() / 1000;
    if (leftSeconds > renewedBelowSeconds) return { token, visitorId: known.visitorId };
    return this.#sign(known);
  }

  /** Throws `not-signed-in` for a token that is forged, expired or of another kind. */
  async verify(token: string): Promise<VisitorIdentity> {
    const verified = await this.#verified(token);
    if (verified === null) throw new DeskhandError('not-signed-in');
    return { visitorId: verified.visitorId, site: verified.site };
  }

  async #sign({ visitorId, site }: VisitorIdentity): Promise<{ token: string; visitorId: string }> {
    const nowSeconds = Math.floor(this.#nowMs() / 1000);
    const token = await new SignJWT({ site })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(visitorId)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + lifetimeSeconds)
      .sign(this.#secret);
    return { token, visitorId };
  }

  async #verified(token: string): Promise<Verified | null> {
    try {
      const { payload } = await jwtVerify(token, this.#secret, {
        algorithms: ['HS256'],
        issuer,
        audience,
        requiredClaims: ['sub', 'exp', 'site'],
        currentDate: new Date(this.#nowMs()),
      });
      const { sub, exp, site } = payload;
      if (sub === undefined || exp === undefined || typeof site !== 'string') return null;
      return { visitorId: sub, site, expiresAtSeconds: exp };
    } catch {
      return null;
    }
  }
}
