import { createHash } from 'node:crypto';

/** The half of a case file that may be looked at and fitted on, or the one kept for judging what came of it. */
export type Half = 'looked at' | 'held out';

/** The half that a case belongs to, by a hash of its id. */
export function halfOf({ id }: { id: string }): Half {
  return createHash('sha256').update(id).digest().readUInt8(0) % 2 === 0 ? 'looked at' : 'held out';
}
