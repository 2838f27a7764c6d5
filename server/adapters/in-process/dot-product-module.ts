/**
 * A WebAssembly module of one function, as its bytes: JavaScript has no vector instructions, WebAssembly does, and that makes
 * comparing a vector with many three to four times as fast.
 *
 * `dots(query, row, end, scores, length)`, all of them byte positions or lengths in the imported memory: for each row from `row`
 * up to `end` writes its dot product with the query as a 32-bit float to `scores` on. `length`, of the query and of each row, is
 * a multiple of 32: two steps of four floats.
 */
export const rowAlignment = 32;

/** What the module exports. */
export interface DotProductExports {
  dots(query: number, row: number, end: number, scores: number, length: number): void;
}

const [query, row, end, scores, length, place, queryEnd, evens, odds] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const type = { i32: 0x7f, v128: 0x7b, nothing: 0x40 };
const simd = (code: number[], ...immediates: number[]) => [0xfd, ...code, ...immediates];

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
/** Up to 63. */
const constant = (value: number) => [0x41, value];
const add = [0x6a];
const isBelow = [0x49];
const floatAdd = [0x92];
const storeFloat = [0x38, 2, 0];
const zeros = simd([0x0c], ...new Array<number>(16).fill(0));
const loadFour = (offset: number) => simd([0x00], 4, offset);
const addFour = simd([0xe4, 0x01]);
const multiplyFour = simd([0xe6, 0x01]);
const lane = (index: number) => simd([0x1f], index);
/** Runs the body again for as long as what it leaves is not 0. */
const loop = (body: number[]) => [0x03, type.nothing, ...body, 0x0d, 0, 0x0b];

const advance = (local: number, bytes: number) => [
  ...get(local),
  ...constant(bytes),
  ...add,
  ...set(local),
];
const addProducts = (sums: number, offset: number) => [
  ...get(sums),
  ...get(place),
  ...loadFour(offset),
  ...get(row),
  ...loadFour(offset),
  ...multiplyFour,
  ...addFour,
  ...set(sums),
];

const body = loop([
  ...[...zeros, ...set(evens), ...zeros, ...set(odds)],
  ...[...get(query), ...set(place), ...get(query), ...get(length), ...add, ...set(queryEnd)],
  ...loop([
    ...addProducts(evens, 0),
    ...addProducts(odds, 16),
    ...advance(place, 32),
    ...advance(row, 32),
    ...[...get(place), ...get(queryEnd), ...isBelow],
  ]),
  ...[...get(evens), ...get(odds), ...addFour, ...set(evens)],
  ...get(scores),
  ...[...get(evens), ...lane(0), ...get(evens), ...lane(1), ...floatAdd],
  ...[...get(evens), ...lane(2), ...get(evens), ...lane(3), ...floatAdd, ...floatAdd],
  ...storeFloat,
  ...advance(scores, 4),
  ...[...get(row), ...get(end), ...isBelow],
]);

const sized = (bytes: number[]) => [...unsigned(bytes.length), ...bytes];
const section = (id: number, content: number[]) => [id, ...sized(content)];
const name = (text: string) => sized([...Buffer.from(text)]);

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

const locals = [2, 2, type.i32, 2, type.v128];
const fiveIntegers = [5, type.i32, type.i32, type.i32, type.i32, type.i32];

/** Imports `memory` from `rows`. */
export const dotProductModule = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, ...fiveIntegers, 0]),
  ...section(2, [1, ...name('rows'), ...name('memory'), 0x02, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...name('dots'), 0x00, 0]),
  ...section(10, [1, ...sized([...locals, ...body, 0x0b])]),
]);
