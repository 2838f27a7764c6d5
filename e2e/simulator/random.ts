/** A number from 0 to 1 that depends on the text alone (FNV-1a with a final mix of MurmurHash3). */
export function hashToUnit(text: string): number {
  return hash(text) / 0x1_0000_0000;
}

/** 32 bits of a text. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
