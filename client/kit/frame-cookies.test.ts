import { expect, it } from 'vitest';
import { FrameCookies } from './frame-cookies.ts';

/** Keeps cookies as a browser does: by name, with a life of some seconds. */
class Jar {
  readonly #cookies = new Map<string, string>();
  readonly written: string[] = [];

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  set cookie(text: string) {
    this.written.push(text);
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
    if (text.includes('Max-Age=0')) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

it('keeps values of any characters until they are deleted', () => {
  const jar = new Jar();
  const store = new FrameCookies('/widget', jar);
  store.set('deskhand.a.visitor', 'x=1; y="ü"');
  store.set('deskhand.a.unsent.1', '{"text":"Hello, you"}');
  expect(new FrameCookies('/widget', jar).get('deskhand.a.visitor')).toBe('x=1; y="ü"');
  expect(store.keys()).toEqual(['deskhand.a.visitor', 'deskhand.a.unsent.1']);
  store.delete('deskhand.a.visitor');
  expect(store.get('deskhand.a.visitor')).toBeNull();
  expect(store.get('deskhand.a.unsent.1')).toBe('{"text":"Hello, you"}');
});

it('belongs to one page around the frame and never travels without TLS', () => {
  const jar = new Jar();
  new FrameCookies('/widget', jar).set('key', 'value');
  expect(jar.written[0]).toMatch(/; Path=\/widget; .*Secure; SameSite=None; Partitioned$/);
});

it('does not keep what would make requests too long, nor an older value in its place', () => {
  const store = new FrameCookies('/widget', new Jar());
  store.set('visitor', 'token');
  store.set('message', 'short');
  store.set('message', 'ü'.repeat(2_000));
  expect(store.get('message')).toBeNull();
  expect(store.get('visitor')).toBe('token');
});

it('reads past cookies that it did not write', () => {
  const jar = new Jar();
  jar.cookie = 'other=%E0%A4%A';
  const store = new FrameCookies('/widget', jar);
  store.set('visitor', 'token');
  expect(store.keys()).toEqual(['visitor']);
});
