import { betterAuth } from 'better-auth';
import type { Pool } from 'pg';

export interface AuthenticationOptions {
  pool: Pool;
  /** Signs the session cookie: at least 32 characters, the same on every node. */
  secret: string;
  /** Where users reach the server; with https the cookie is Secure. */
  publicUrl: string;
}

/**
 * The library as this product uses it: e-mail and password only, nobody signs up, sessions of 7 days that are prolonged once
 * a day, two fields of our own on a user. Its HTTP handler is not used, so none of its routes are reachable.
 */
export function createAuthentication({ pool, secret, publicUrl }: AuthenticationOptions) {
  return betterAuth({
    baseURL: publicUrl,
    secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
    },
    user: {
      modelName: 'auth_user',
      additionalFields: {
        role: { type: 'string', required: true, defaultValue: 'agent', input: false },
        disabled: { type: 'boolean', required: true, defaultValue: false, input: false },
      },
    },
    session: { modelName: 'auth_session', expiresIn: 7 * 24 * 3600, updateAge: 24 * 3600 },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    advanced: {
      cookiePrefix: 'deskhand',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
    },
  });
}

export type Authentication = ReturnType<typeof createAuthentication>;
