import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig, settings } from './config.ts';
import { DeskhandError } from './errors.ts';
import { settingsTable } from './settings-table.ts';

const refusal = (environment: Record<string, string>): DeskhandError => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof DeskhandError) return error;
  }
  throw new Error('nothing was refused');
};

describe('the settings', () => {
  it('all have working defaults', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      knowledgeFolder: 'server/knowledge/sample',
      allowedOrigins: [],
    });
  });

  it('take empty text for not set', () => {
    expect(readConfig({ PORT: '', REDIS_URL: '' }).port).toBe(3000);
  });

  it.each([
    ['PORT', '70000', 'a port from 0 to 65535'],
    ['REDIS_URL', 'localhost:6379', 'a redis:// URL'],
    ['DATABASE_URL', 'mysql://x', 'a postgres:// URL'],
    ['LOG_LEVEL', 'loud', 'fatal, error, warn'],
    ['SHADOW_SHARE', '2', 'a number from 0 to 1'],
    ['TRUST_PROXY', 'perhaps', 'true or false'],
    ['CONVERSATION_DAYS', '2', '0, or a whole number from 3'],
    ['METRICS_TOKEN', 'has a space in it', 'at least 16 characters without spaces'],
    ['ADMIN_PASSWORD', 'short', 'at least 12 characters'],
  ])('name a wrong %s and say what is allowed, without repeating it', (name, value, allowed) => {
    const { code, message } = refusal({ [name]: value });
    expect(code).toBe('setting-invalid');
    expect(message).toContain(`${name}: allowed is ${allowed}`);
    expect(message).not.toContain(value);
  });

  it.each([
    ['a path', 'https://shop.example/contact'],
    ['a slash at the end', 'https://shop.example/'],
    ['no scheme', 'shop.example'],
    ['another scheme', 'ftp://shop.example'],
    ['a user', 'https://ada@shop.example'],
    ['a pattern', 'https://*.shop.example'],
    ['what would end a header', "https://shop.example;script-src 'none'"],
    ['a port that is none', 'https://shop.example:70000'],
    ['origins separated by spaces', 'https://a.example https://b.example'],
    ['one wrong one among good ones', 'https://a.example, null'],
    ['a star among origins', 'https://a.example,*'],
    ['commas only', ' , '],
  ])('refuse origins with %s', (_, value) => {
    expect(refusal({ ALLOWED_ORIGINS: value }).message).toBe(
      `ALLOWED_ORIGINS: allowed is ${settings.allowedOrigins.allowed}`,
    );
  });

  it('take origins as browsers write them, or a star', () => {
    const originsOf = (value: string) => readConfig({ ALLOWED_ORIGINS: value }).allowedOrigins;
    expect(
      originsOf(
        'https://Shop.example:443, http://localhost:8080,http://[::1]:3000,https://bücher.example',
      ),
    ).toEqual([
      'https://shop.example',
      'http://localhost:8080',
      'http://[::1]:3000',
      'https://xn--bcher-kva.example',
    ]);
    expect(originsOf('*')).toEqual(['*']);
    expect(originsOf('')).toEqual([]);
  });

  it.each([' , ', 'shop one', 'shop/one', '*', 'x'.repeat(65)])(
    'refuse the sites "%s"',
    (value) => {
      expect(refusal({ SITES: value }).message).toBe(`SITES: allowed is ${settings.sites.allowed}`);
    },
  );

  it('take the names of sites, and one site when none is named', () => {
    expect(readConfig({ SITES: 'shop.example, outlet-2,b_2' }).sites).toEqual([
      'shop.example',
      'outlet-2',
      'b_2',
    ]);
    expect(readConfig({}).sites).toEqual(['default']);
  });

  it('name every wrong one at once', () => {
    const { message } = refusal({ PORT: 'x', LOG_LEVEL: 'y' });
    expect(message.split('\n')).toHaveLength(2);
  });

  it('stand in the README as they are', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    expect(Object.keys(settings).length).toBeGreaterThan(20);
    expect(readme).toContain(settingsTable());
  });
});
