import { randomInt } from 'node:crypto';

/** No letters or digits that look like one another. */
const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** 20 characters in groups of five, to be read out and typed: 115 bits. */
export function randomPassword(): string {
  const group = (): string =>
    Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
