import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InProcessRateLimiter } from '../../adapters/in-process/rate-limiter.ts';
import { RunningApp } from '../testing/running-app.ts';

const files = {
  'client/index.html': 'the shop',
  'client/widget/index.html': 'the widget',
  'client/agent/index.html': 'the agent console',
  'client/admin/index.html': 'the admin pages',
  'client/widget.js': `/* ${'the loader '.repeat(200)} */`,
  'client/assets/main-4f3a.js': 'hashed',
  'secret.txt': 'outside of the client',
};

describe('the pages', () => {
  let folder: string;
  let app: RunningApp;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskhand-client-'));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    app = await RunningApp.start(
      { rateLimiter: new InProcessRateLimiter(), connectionLimiter: new InProcessRateLimiter() },
      { clientFolder: join(folder, 'client'), publicUrl: 'https://help.shop.example' },
    );
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  const text = async (path: string) => (await app.fetch(path)).text();
  const header = async (path: string, name: string) => (await app.fetch(path)).headers.get(name);

  it('are each at their address, and apps also below it', async () => {
    expect(await text('/')).toBe('the shop');
    expect(await text('/widget/')).toBe('the widget');
    expect(await text('/agent')).toBe('the agent console');
    expect(await text('/agent/conversations/conversation-1')).toBe('the agent console');
    expect(await text('/admin/figures')).toBe('the admin pages');
    expect(await text('/assets/main-4f3a.js')).toBe('hashed');
  });

  it('give nothing for a file that is not there, nor for one outside of the client', async () => {
    for (const path of [
      '/assets/gone.js',
      '/admin/gone.js',
      '/../secret.txt',
      '/%2e%2e/secret.txt',
    ]) {
      const response = await app.fetch(path);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('outside');
    }
  });

  it('are kept as long as their names allow', async () => {
    expect(await header('/assets/main-4f3a.js', 'cache-control')).toBe(
      'public, max-age=31536000, immutable',
    );
    expect(await header('/widget.js', 'cache-control')).toBe('public, max-age=300');
    for (const path of ['/', '/widget/', '/agent', '/admin/figures']) {
      expect(await header(path, 'cache-control')).toBe('no-cache');
    }
  });

  it('are not sent again when unchanged, and are sent compressed', async () => {
    const etag = (await header('/', 'etag')) ?? '';
    const again = await app.fetch('/', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    const loader = await app.fetch('/widget.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(loader.headers.get('content-encoding')).toBe('gzip');
    expect(await loader.text()).toBe(files['client/widget.js']);
  });

  it('may be framed by nobody, but the widget by the allowed origins', async () => {
    for (const path of ['/', '/agent', '/admin', '/admin/figures']) {
      expect(await header(path, 'content-security-policy')).toContain("frame-ancestors 'none'");
      expect(await header(path, 'x-frame-options')).toBe('DENY');
    }
    const policy = await header('/widget/', 'content-security-policy');
    expect(policy).toContain("frame-ancestors 'self' https://shop.example");
    expect(await header('/widget/', 'x-frame-options')).toBeNull();
  });

  it('run scripts of the server only', async () => {
    for (const path of ['/agent', '/admin', '/widget/']) {
      const policy = await header(path, 'content-security-policy');
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("connect-src 'self' wss://help.shop.example;");
      expect(policy).toContain("object-src 'none'");
      expect(policy).toContain("base-uri 'none'");
    }
    expect(await header('/', 'x-content-type-options')).toBe('nosniff');
    expect(await header('/', 'strict-transport-security')).toContain('max-age=31536000');
  });

  it('let any page load the launcher', async () => {
    expect(await header('/widget.js', 'cross-origin-resource-policy')).toBe('cross-origin');
    expect(await header('/', 'cross-origin-resource-policy')).toBe('same-origin');
  });
});
