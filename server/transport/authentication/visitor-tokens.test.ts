import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { VisitorTokens } from './visitor-tokens.ts';

const secret = new TextEncoder().encode('a secret of the tests, 32 bytes or more');
const dayMs = 24 * 3_600_000;

describe('visitor tokens', () => {
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const tokens = new VisitorTokens(secret, () => nowMs);

  it('make a visitor known again for 180 days', async () => {
    const { token, visitorId } = await tokens.issue('default');
    nowMs += 179 * dayMs;
    expect(await tokens.verify(token)).toEqual({ visitorId, site: 'default' });
    nowMs += 2 * dayMs;
    await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  it('stay the same until their last 30 days, then are renewed for the same visitor', async () => {
    const first = await tokens.issue('default');
    nowMs += 100 * dayMs;
    expect(await tokens.issue('default', first.token)).toEqual(first);
    nowMs += 60 * dayMs;
    const renewed = await tokens.issue('default', first.token);
    expect(renewed.visitorId).toBe(first.visitorId);
    expect(renewed.token).not.toBe(first.token);
    nowMs += 100 * dayMs;
    expect((await tokens.verify(renewed.token)).visitorId).toBe(first.visitorId);
  });

  it('make a new visitor when the old one is expired, forged or of another site', async () => {
    const first = await tokens.issue('default');
    expect((await tokens.issue('outlet', first.token)).visitorId).not.toBe(first.visitorId);
    expect((await tokens.issue('default', `${first.token}x`)).visitorId).not.toBe(first.visitorId);
    nowMs += 181 * dayMs;
    expect((await tokens.issue('default', first.token)).visitorId).not.toBe(first.visitorId);
  });

  it('of another secret, another audience or no signature are refused', async () => {
    const foreign = new VisitorTokens(new Uint8Array(32).fill(7), () => nowMs);
    const claims = new SignJWT({ site: 'default' })
      .setSubject('visitor-1')
      .setIssuer('deskhand')
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime(nowMs / 1000 + 3600);
    const otherAudience = await claims.setAudience('agent').sign(secret);
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${encoded({ alg: 'none' })}.${encoded({
      sub: 'visitor-1',
      site: 'default',
      iss: 'deskhand',
      aud: 'customer',
      exp: nowMs / 1000 + 3600,
    })}.`;
    for (const token of [(await foreign.issue('default')).token, otherAudience, unsigned, '']) {
      await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'not-signed-in' });
    }
  });

  it('are not signed with a short secret', () => {
    expect(() => new VisitorTokens(new Uint8Array(31))).toThrow();
  });
});
