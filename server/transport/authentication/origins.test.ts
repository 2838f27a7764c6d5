import { describe, expect, it } from 'vitest';
import { createOrigins } from './origins.ts';

describe('origins', () => {
  it('own the address users reach the server by and the host a request was sent to', () => {
    const origins = createOrigins([], 'https://help.shop.example/support');
    expect(origins.isOwn('https://help.shop.example', '10.0.0.5:3000')).toBe(true);
    expect(origins.isOwn('http://localhost:3000', 'localhost:3000')).toBe(true);
    expect(origins.isOwn('http://localhost:3001', 'localhost:3000')).toBe(false);
    expect(origins.isOwn('https://help.shop.example.evil.example', '10.0.0.5:3000')).toBe(false);
    expect(origins.isOwn('null', 'localhost:3000')).toBe(false);
  });

  it('allow what is listed, to the letter of scheme, host and port', () => {
    const origins = createOrigins(['https://Shop.example/', 'http://localhost:8080']);
    expect(origins.isAllowed('https://shop.example', 'help.example')).toBe(true);
    expect(origins.isAllowed('http://shop.example', 'help.example')).toBe(false);
    expect(origins.isAllowed('http://localhost:8080', 'help.example')).toBe(true);
    expect(origins.isAllowed('http://localhost', 'help.example')).toBe(false);
    expect(origins.isOwn('https://shop.example', 'help.example')).toBe(false);
    expect(origins.frameAncestors).toEqual([
      "'self'",
      'https://shop.example',
      'http://localhost:8080',
    ]);
  });

  it('allow any with a star, but own none by it', () => {
    const origins = createOrigins(['*']);
    expect(origins.isAllowed('https://anyone.example', 'help.example')).toBe(true);
    expect(origins.isOwn('https://anyone.example', 'help.example')).toBe(false);
    expect(origins.frameAncestors).toEqual(['*']);
  });
});
