import { isIPv6 } from 'node:net';

/** What a connection says of where it comes from. */
export interface Connection {
  remoteAddress: string | undefined;
  /** The `X-Forwarded-For` header. */
  forwardedFor: string | undefined;
}

/**
 * The address that limits are counted by. Behind a trusted proxy it is the last one of `X-Forwarded-For`, which that
 * proxy wrote itself; what stands before it is the client's word. IPv6 counts by /64, as one customer has all of it.
 */
export function clientAddress(connection: Connection, trustProxy: boolean): string {
  const forwarded = trustProxy ? connection.forwardedFor?.split(',').at(-1)?.trim() : undefined;
  const address = forwarded || connection.remoteAddress || 'unknown';
  const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return isIPv6(plain) ? networkOf(plain) : plain;
}

/** Whether the other end is this machine itself and not a proxy on it. */
export function isLoopback({ remoteAddress, forwardedFor }: Connection): boolean {
  if (forwardedFor !== undefined || remoteAddress === undefined) return false;
  return /^(::ffff:)?127\.|^::1$/.test(remoteAddress);
}

function networkOf(address: string): string {
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const groups = address.includes('::') ? [...before, ...zeros, ...after] : before;
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
