import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InProcessRateLimiter } from '../../adapters/in-process/rate-limiter.ts';
import type { AppComponents, AppSettings } from '../../app.ts';
import { RunningApp } from '../testing/running-app.ts';

function start(
  settings: Partial<AppSettings> = {},
  components: Partial<AppComponents> = {},
): Promise<RunningApp> {
  return RunningApp.start(
    { rateLimiter: new InProcessRateLimiter(), connectionLimiter: new InProcessRateLimiter() },
    settings,
    components,
  );
}

describe('the HTTP interface', () => {
  let app: RunningApp;

  beforeAll(async () => {
    app = await start();
  });
  afterAll(() => app.close());

  const statusAndCode = async (response: Response) => {
    const body = (await response.json()) as { code?: string };
    return [response.status, body.code];
  };

  describe('POST /api/visitor', () => {
    const visit = (body: unknown, headers: Record<string, string> = {}) =>
      app.fetch('/api/visitor', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });

    it('gives a token and keeps the visitor of one that is shown', async () => {
      const first = (await (await visit({ site: 'outlet' })).json()) as Record<string, string>;
      expect(first).toEqual({ token: expect.any(String), visitorId: expect.any(String) });
      const again = await visit({ site: 'outlet', token: first.token });
      expect(await again.json()).toEqual(first);
      expect(again.headers.get('cache-control')).toBe('no-store');
    });

    it('refuses other sites, other origins and what is not the payload', async () => {
      expect(await statusAndCode(await visit({ site: 'elsewhere' }))).toEqual([403, 'not-allowed']);
      const evil = { origin: 'https://evil.example' };
      expect(await statusAndCode(await visit({}, evil))).toEqual([403, 'not-allowed']);
      expect((await visit({}, { origin: 'https://shop.example' })).status).toBe(200);
      expect(await statusAndCode(await visit({ site: 5 }))).toEqual([400, 'invalid-payload']);
      const large = { token: 'x'.repeat(70_000) };
      expect(await statusAndCode(await visit(large))).toEqual([400, 'invalid-payload']);
      const text = { 'content-type': 'text/plain' };
      expect(await statusAndCode(await visit({}, text))).toEqual([400, 'invalid-payload']);
    });

    it('is limited by address and says when to come back', async () => {
      const limited = await start({ connectionsPerAddress: 2 });
      const responses = [];
      for (let n = 0; n < 3; n++) responses.push(await limited.send('POST', '/api/visitor', {}));
      expect(responses.map(({ status }) => status)).toEqual([200, 200, 429]);
      expect(Number(responses[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await responses[2]?.json()).toMatchObject({ code: 'rate-limited', retryable: true });
      await limited.close();
    });
  });

  describe('sign-in', () => {
    it('answers who it is and gives the cookie that the other routes ask for', async () => {
      const { cookie } = await app.signedIn('agent');
      const session = await app.send('GET', '/api/session', undefined, cookie);
      expect(await session.json()).toMatchObject({ name: 'Ada', role: 'agent' });
      const signedOut = await app.send('POST', '/api/sign-out', undefined, cookie);
      expect(signedOut.status).toBe(204);
      expect(signedOut.headers.getSetCookie().join()).toContain('Max-Age=0');
      const after = await app.send('GET', '/api/session', undefined, cookie);
      expect(await statusAndCode(after)).toEqual([401, 'not-signed-in']);
    });

    it("refuses wrong credentials and another site's page", async () => {
      const wrong = { email: 'nobody@shop.example', password: 'guess' };
      const refused = await app.send('POST', '/api/sign-in', wrong);
      expect(await statusAndCode(refused)).toEqual([401, 'not-signed-in']);
      const elsewhere: Record<string, string>[] = [
        { origin: 'https://shop.example' },
        { 'sec-fetch-site': 'cross-site' },
      ];
      for (const header of elsewhere) {
        const foreign = await app.fetch('/api/sign-in', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...header },
          body: JSON.stringify(wrong),
        });
        expect(await statusAndCode(foreign)).toEqual([403, 'not-allowed']);
      }
    });

    it('holds guesses at one e-mail to ten from an address, in any case of letters', async () => {
      const guessed = await start({ trustProxy: true });
      const guess = (email: string, address: string) =>
        guessed.fetch('/api/sign-in', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
          body: JSON.stringify({ email, password: 'guess' }),
        });
      const statuses = [];
      for (let n = 0; n < 11; n++) {
        const email = n % 2 === 0 ? 'ada@shop.example' : 'ADA@shop.example';
        statuses.push((await guess(email, '203.0.113.1')).status);
      }
      expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
      expect(statuses[10]).toBe(429);
      expect((await guess('ada@shop.example', '203.0.113.2')).status).toBe(401);
      await guessed.close();
    });

    it('lets a user change the own password', async () => {
      const { cookie, userId } = await app.signedIn('agent');
      const current = app.accounts.users.get(userId)?.password;
      const change = (body: unknown) => app.send('POST', '/api/password', body, cookie);
      const next = 'a better password';
      expect((await change({ current, next: 'short' })).status).toBe(400);
      expect(await statusAndCode(await change({ current: 'guess', next }))).toEqual([
        403,
        'not-allowed',
      ]);
      expect((await change({ current, next })).status).toBe(204);
      expect(app.accounts.users.get(userId)?.password).toBe(next);
    });
  });

  describe('health and metrics', () => {
    it('tell a live server from a ready one', async () => {
      expect((await app.fetch('/api/health/live')).status).toBe(200);
      const ready = await app.fetch('/api/health/ready');
      expect(ready.status).toBe(503);
      expect(await ready.json()).toEqual({
        ready: false,
        parts: { database: 'up', embedder: 'starting' },
      });
      const failing = await start(
        {},
        { readiness: () => Promise.reject(new Error('no database')) },
      );
      const report = await failing.fetch('/api/health');
      expect(await report.json()).toEqual({ live: true, ready: false, parts: {} });
      await failing.close();
    });

    it('show metrics to this machine and to admins only', async () => {
      const through = (cookie?: string) =>
        app.fetch('/metrics', {
          headers: {
            'x-forwarded-for': '203.0.113.7',
            ...(cookie === undefined ? {} : { cookie }),
          },
        });
      expect((await app.fetch('/metrics')).headers.get('content-type')).toMatch(/text\/plain/);
      expect((await through()).status).toBe(401);
      expect((await through((await app.signedIn('agent')).cookie)).status).toBe(403);
      expect((await through((await app.signedIn('admin')).cookie)).status).toBe(200);
    });

    it.each([
      ['https', 'https://help.shop.example'],
      ['https on this machine', 'https://localhost'],
      ['http on another machine', 'http://desk.internal'],
    ])('show metrics to admins only where users come by %s', async (_, publicUrl) => {
      const served = await start({ publicUrl });
      const read = async (headers: Record<string, string> = {}) =>
        (await served.fetch('/metrics', { headers })).status;
      expect(await read()).toBe(401);
      expect(await read({ authorization: 'Bearer ' })).toBe(401);
      expect(await read({ cookie: (await served.signedIn('admin')).cookie })).toBe(200);
      await served.close();
    });

    it('show metrics to who has the token, and then to this machine no more', async () => {
      const metricsToken = 'the token of the scraper';
      const guarded = await start({ publicUrl: 'http://localhost:3000', metricsToken });
      const read = async (authorization?: string) =>
        (
          await guarded.fetch('/metrics', {
            headers: authorization === undefined ? {} : { authorization },
          })
        ).status;
      expect(await read()).toBe(401);
      expect(await read('Bearer the token of another')).toBe(401);
      expect(await read(metricsToken)).toBe(401);
      expect(await read(`Bearer ${metricsToken}`)).toBe(200);
      await guarded.close();
    });
  });

  it('answers what it does not know with a code', async () => {
    expect(await statusAndCode(await app.fetch('/api/nothing'))).toEqual([404, 'not-found']);
    expect(await statusAndCode(await app.fetch('/nothing'))).toEqual([404, 'not-found']);
  });
});
