import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminEmail, startDeskhandProcess } from '../harness/deskhand-process.ts';

const root = join(import.meta.dirname, '../..');

describe('the first admin', { timeout: 120_000 }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskhand-first-admin-'));
    await mkdir(join(folder, 'knowledge'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const start = () =>
    startDeskhandProcess({
      dataFolder: join(folder, 'data'),
      settings: { ADMIN_PASSWORD: '', KNOWLEDGE_FOLDER: join(folder, 'knowledge') },
    });
  const reset = (...options: string[]) =>
    promisify(execFile)(process.execPath, ['server/admin-reset.ts', ...options], {
      cwd: root,
      env: { ...process.env, DATA_FOLDER: join(folder, 'data') },
    });
  const signIn = (url: string, password: string | undefined) =>
    fetch(`${url}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: adminEmail, password }),
    });

  it('is shown before the rest of the start can fail, and gets a new password when it was lost', async () => {
    const first = await start();
    const shown = /First admin \(shown this once\): (\S+) {2}(\S+)\n[\s\S]*\] ready\n/;
    const [, email, password] = shown.exec(first.output()) ?? [];
    expect(email).toBe(adminEmail);
    expect(first.output()).toContain('KNOWLEDGE_FOLDER holds no documents yet');
    const session = await signIn(first.url, password);
    expect(session.status).toBe(200);
    const cookie = session.headers.getSetCookie().map((line) => line.split(';')[0]);
    await expect(reset()).rejects.toMatchObject({
      stderr: expect.stringMatching(/^No password was changed\. .* in use by process .* Stop it/),
    });
    await first.kill();

    await expect(reset('--email', 'nobody@shop.example')).rejects.toMatchObject({
      stderr: expect.stringContaining(`Admins are ${adminEmail}.`),
    });
    const { stdout } = await reset();
    const [, next] = /^New password \(shown this once\): \S+ {2}(\S+)\n$/.exec(stdout) ?? [];

    const second = await start();
    expect(second.output()).not.toContain('First admin');
    expect((await signIn(second.url, password)).status).toBe(401);
    expect((await signIn(second.url, next)).status).toBe(200);
    const headers = { cookie: cookie.join('; ') };
    expect((await fetch(`${second.url}/api/session`, { headers })).status).toBe(401);
    await second.close();
  });
});
