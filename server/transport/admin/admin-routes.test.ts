import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertsSchema } from '../../../shared/admin-alerts.ts';
import {
  calibrationSchema,
  conversationRecordSchema,
  knowledgeOverviewSchema,
  maxUploadBytes,
  settingsOverviewSchema,
  userWithPasswordSchema,
  warmUpSchema,
} from '../../../shared/admin-protocol.ts';
import { InProcessRateLimiter } from '../../adapters/in-process/rate-limiter.ts';
import { RunningApp } from '../testing/running-app.ts';

const range = 'from=2026-01-01T00:00:00Z&to=2026-01-08T00:00:00Z';

/** Every route with a request that would be right but for who sends it. */
const routes: [method: string, path: string, body?: unknown][] = [
  ['GET', `/figures?${range}`],
  ['GET', `/series?${range}&bucket=day`],
  ['GET', `/conversations?${range}`],
  ['GET', '/alerts'],
  ['GET', '/estimate?users=100'],
  ['GET', '/knowledge'],
  ['POST', '/knowledge/documents'],
  ['GET', '/knowledge/documents/returns'],
  ['DELETE', '/knowledge/documents/returns'],
  ['POST', '/knowledge/ingest'],
  ['GET', '/knowledge/jobs/job-1'],
  ['GET', '/users'],
  ['POST', '/users', { email: 'new@shop.example', name: 'New', role: 'admin' }],
  ['PATCH', '/users/user-1', { role: 'admin' }],
  ['POST', '/users/user-1/password'],
  ['GET', `/caches?${range}`],
  ['GET', `/caches/use?${range}&bucket=day`],
  ['GET', '/caches/entries'],
  ['GET', '/caches/entries/key-1'],
  ['DELETE', '/caches/entries/key-1'],
  ['GET', '/caches/calibration'],
  ['GET', '/caches/warm-up'],
  ['POST', '/caches/warm-up', { questions: 'How?' }],
  ['GET', '/routing'],
  ['PUT', '/routing/faq', { model: null }],
  ['GET', '/settings'],
];

describe('the admin interface', () => {
  let app: RunningApp;
  let admin: { cookie: string; userId: string };
  let agent: { cookie: string; userId: string };

  beforeAll(async () => {
    app = await RunningApp.start({
      rateLimiter: new InProcessRateLimiter(),
      connectionLimiter: new InProcessRateLimiter(),
    });
    admin = await app.signedIn('admin');
    agent = await app.signedIn('agent');
  });
  afterAll(() => app.close());

  const as = (who: { cookie: string }, method: string, path: string, body?: unknown) =>
    app.send(method, `/api/admin${path}`, body, who.cookie);
  const statusAndCode = async (response: Response) => {
    const body = (await response.json()) as { code?: string };
    return [response.status, body.code];
  };

  describe.each(routes)('%s %s', (method, path, body) => {
    it('is for admins only', async () => {
      const token = await app.visitorToken();
      const nobody = await app.send(method, `/api/admin${path}`, body);
      expect(await statusAndCode(nobody)).toEqual([401, 'not-signed-in']);
      expect((await as({ cookie: `session=${token}` }, method, path, body)).status).toBe(401);
      expect(await statusAndCode(await as(agent, method, path, body))).toEqual([
        403,
        'not-allowed',
      ]);
    });
  });

  const changes = routes.filter(([method]) => method !== 'GET');
  it.each(changes)("refuses %s %s from another site's page", async (method, path) => {
    const elsewhere: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'https://shop.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const header of elsewhere) {
      const response = await app.fetch(`/api/admin${path}`, {
        method,
        headers: { cookie: admin.cookie, ...header },
      });
      expect(await statusAndCode(response)).toEqual([403, 'not-allowed']);
    }
  });

  it('tells no more than `internal` of a fault', async () => {
    const response = await as(admin, 'GET', `/figures?${range}`);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ code: 'internal', retryable: true });
  });

  it('takes a range that makes sense', async () => {
    expect(await (await as(admin, 'GET', `/series?${range}&bucket=hour`)).json()).toEqual({
      bucket: 'hour',
      points: [],
    });
    const wrong = [
      '/series?bucket=day',
      `/series?${range}`,
      `/series?${range}&bucket=minute`,
      '/series?from=2026-01-08T00:00:00Z&to=2026-01-01T00:00:00Z&bucket=day',
      '/series?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&bucket=day',
      `/conversations?${range}&behind=nonsense`,
      `/conversations?${range}&limit=5000`,
    ];
    for (const path of wrong) {
      expect(await statusAndCode(await as(admin, 'GET', path))).toEqual([400, 'invalid-payload']);
    }
  });

  it('tells of what needs a look', async () => {
    const told = alertsSchema.parse(await (await as(admin, 'GET', '/alerts')).json());
    expect(told.alerts).toMatchObject([{ kind: 'money', stage: 'none' }]);
  });

  it('shows a conversation with its receipts to agents and admins', async () => {
    for (const who of [agent, admin]) {
      const response = await as(who, 'GET', '/conversations/conversation-1');
      const record = conversationRecordSchema.parse(await response.json());
      expect(record.conversation.id).toBe('conversation-1');
      expect(record.transitions).toEqual([
        { at: '2026-01-01T00:00:00.000Z', kind: 'queued', by: 'customer' },
      ]);
    }
    const missing = await as(agent, 'GET', '/conversations/conversation-2');
    expect(await statusAndCode(missing)).toEqual([404, 'not-found']);
    expect((await app.send('GET', '/api/admin/conversations/conversation-1')).status).toBe(401);
  });

  describe('knowledge', () => {
    const upload = (form: FormData, who = admin) =>
      app.fetch('/api/admin/knowledge/documents', {
        method: 'POST',
        headers: { cookie: who.cookie },
        body: form,
      });
    const formWith = (bytes: BlobPart, name: string, fields: Record<string, string> = {}) => {
      const form = new FormData();
      form.set('file', new File([bytes], name));
      for (const [field, value] of Object.entries(fields)) form.set(field, value);
      return form;
    };

    it('shows documents and jobs', async () => {
      const overview = await (await as(admin, 'GET', '/knowledge')).json();
      expect(knowledgeOverviewSchema.parse(overview).jobs).toMatchObject([{ id: 'job-1' }]);
      expect((await as(admin, 'GET', '/knowledge/jobs/job-1')).status).toBe(200);
      expect((await as(admin, 'GET', '/knowledge/jobs/job-2')).status).toBe(404);
      expect((await as(admin, 'POST', '/knowledge/ingest')).status).toBe(202);
    });

    it('takes a file as it is, under the last part of its name', async () => {
      const bytes = new Uint8Array([0, 255, 10, 13, 128]);
      const fields = { audience: 'internal', volatility: 'volatile', locale: 'de' };
      const response = await upload(formWith(bytes, '../../etc/Guide.pdf', fields));
      expect(response.status).toBe(202);
      expect(app.admin.uploads.at(-1)).toEqual({
        fileName: 'Guide.pdf',
        bytes,
        audience: 'internal',
        volatility: 'volatile',
        locale: 'de',
      });
      await upload(formWith('# Guide', 'guide.md'));
      expect(app.admin.uploads.at(-1)).toMatchObject({
        audience: 'public',
        volatility: 'stable',
        locale: 'en',
      });
    });

    it('refuses what is no file, empty, of an unknown audience or too large', async () => {
      const before = app.admin.uploads.length;
      const form = new FormData();
      form.set('file', 'just text');
      const refused = [
        form,
        formWith('', 'empty.md'),
        formWith('# Guide', 'guide.md', { audience: 'everyone' }),
        formWith('# Guide', 'guide.md', { locale: 'German' }),
      ];
      for (const one of refused) {
        expect(await statusAndCode(await upload(one))).toEqual([400, 'invalid-payload']);
      }
      const json = await as(admin, 'POST', '/knowledge/documents', { file: 'text' });
      expect(await statusAndCode(json)).toEqual([400, 'invalid-payload']);
      const large = await upload(formWith(new Uint8Array(maxUploadBytes + 1), 'large.pdf'));
      expect(await statusAndCode(large)).toEqual([413, 'document-too-large']);
      expect(app.admin.uploads).toHaveLength(before);
    });

    it('deletes by an id with any characters', async () => {
      const path = `/knowledge/documents/${encodeURIComponent('returns/30 days')}`;
      expect((await as(admin, 'DELETE', path)).status).toBe(204);
      expect((await as(admin, 'DELETE', '/knowledge/documents/gone')).status).toBe(404);
    });
  });

  describe('users', () => {
    it('are created with a password that is shown once', async () => {
      const input = { email: 'grace@shop.example', name: 'Grace', role: 'agent' };
      const response = await as(admin, 'POST', '/users', input);
      expect(response.status).toBe(201);
      const { password } = userWithPasswordSchema.parse(await response.json());
      expect(
        (await app.send('POST', '/api/sign-in', { email: input.email, password })).status,
      ).toBe(200);
      const list = await (await as(admin, 'GET', '/users')).text();
      expect(list).toContain('grace@shop.example');
      expect(list).not.toContain(password);
    });

    it('refuses a user without an e-mail or with a made-up role', async () => {
      for (const wrong of [{ email: 'x' }, { role: 'owner' }, { name: ' ' }]) {
        const input = { email: 'a@shop.example', name: 'A', role: 'agent', ...wrong };
        const response = await as(admin, 'POST', '/users', input);
        expect(await statusAndCode(response)).toEqual([400, 'invalid-payload']);
      }
    });

    it('who are disabled give up what they have, and no one else does', async () => {
      const user = await app.signedIn('agent');
      const change = (body: object) => as(admin, 'PATCH', `/users/${user.userId}`, body);
      expect((await change({ name: 'Ada L.' })).status).toBe(200);
      expect(app.desk.calls).not.toContain(`release ${user.userId}`);
      expect((await change({ disabled: true })).status).toBe(200);
      expect(app.desk.calls).toContain(`release ${user.userId}`);
    });

    it('lets no admin lock themselves out', async () => {
      for (const change of [{ disabled: true }, { role: 'agent' }]) {
        const response = await as(admin, 'PATCH', `/users/${admin.userId}`, change);
        expect(await statusAndCode(response)).toEqual([403, 'not-allowed']);
      }
      const renamed = await as(admin, 'PATCH', `/users/${admin.userId}`, { name: 'Ada L.' });
      expect(await renamed.json()).toMatchObject({ name: 'Ada L.', role: 'admin' });
      expect((await as(admin, 'PATCH', '/users/nobody', { name: 'N' })).status).toBe(404);
    });
  });

  it('evicts cache entries by key', async () => {
    expect((await as(admin, 'DELETE', '/caches/entries/exact%3A1')).status).toBe(204);
    expect(app.admin.evicted).toContain('exact:1');
    expect((await as(admin, 'DELETE', '/caches/entries/missing')).status).toBe(404);
  });

  it('tells what decides on cached answers, and answers lists of questions beforehand', async () => {
    const calibration = await as(admin, 'GET', '/caches/calibration');
    expect(calibrationSchema.parse(await calibration.json())).toMatchObject({ bound: 0.01 });
    expect((await as(admin, 'GET', '/caches/entries/missing')).status).toBe(404);
    const begun = await as(admin, 'POST', '/caches/warm-up', { questions: '- How?\n- When?' });
    expect(begun.status).toBe(202);
    expect(warmUpSchema.parse(await begun.json())).toMatchObject({ total: 2, isRunning: true });
    const empty = await as(admin, 'POST', '/caches/warm-up', { questions: ' ' });
    expect(await statusAndCode(empty)).toEqual([400, 'invalid-payload']);
  });

  it('fixes the model of a class and lets it go again', async () => {
    const fixed = await as(admin, 'PUT', '/routing/faq', { model: 'large-1' });
    expect(await fixed.json()).toMatchObject({
      classes: [{ taskClass: 'faq', override: 'large-1' }],
    });
    const free = await as(admin, 'PUT', '/routing/faq', { model: null });
    expect(await free.json()).toMatchObject({ classes: [{ override: null }] });
    expect((await as(admin, 'PUT', '/routing/nonsense', { model: null })).status).toBe(400);
    expect((await as(admin, 'PUT', '/routing/faq', { model: 'unheard-of' })).status).toBe(404);
  });

  it('shows the settings', async () => {
    const overview = await (await as(admin, 'GET', '/settings')).json();
    expect(settingsOverviewSchema.parse(overview).settings).toHaveLength(1);
  });
});
