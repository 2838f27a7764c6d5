import { randomBytes } from 'node:crypto';

/**
 * The question with a mark that no other has, so that no cache stands between it and the models. The mark has no digits: six of
 * them in a row would be somebody's number, and the question personal.
 */
export function unlikeAnyOther(text: string): string {
  const mark = [...randomBytes(6)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
  return `${text} (${mark})`;
}
