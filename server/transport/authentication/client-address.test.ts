import { describe, expect, it } from 'vitest';
import { clientAddress, isLoopback } from './client-address.ts';

describe("the client's address", () => {
  const through = (forwardedFor: string | undefined, trustProxy: boolean) =>
    clientAddress({ remoteAddress: '10.0.0.1', forwardedFor }, trustProxy);

  it('is the other end of the connection unless a proxy is trusted', () => {
    expect(through('203.0.113.7', false)).toBe('10.0.0.1');
    expect(through(undefined, true)).toBe('10.0.0.1');
  });

  it('is what the trusted proxy wrote last, not what a client wrote before it', () => {
    expect(through('1.2.3.4, 203.0.113.7', true)).toBe('203.0.113.7');
  });

  it('is the same for IPv4 in both notations and for all of an IPv6 network', () => {
    const of = (remoteAddress: string) =>
      clientAddress({ remoteAddress, forwardedFor: undefined }, false);
    expect(of('::ffff:192.0.2.1')).toBe(of('192.0.2.1'));
    expect(of('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(of('2001:0db8:1:2::9')).toBe('2001:db8:1:2::/64');
    expect(of('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(of('2001:db8:1:3::9')).not.toBe(of('2001:db8:1:2::9'));
  });

  it('is this machine only without a proxy in between', () => {
    const from = (remoteAddress: string, forwardedFor?: string) =>
      isLoopback({ remoteAddress, forwardedFor });
    expect(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'].map((one) => from(one))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(from('192.0.2.1')).toBe(false);
    expect(from('127.0.0.1', '203.0.113.7')).toBe(false);
  });
});
