import { type DotProductExports, dotProductModule, rowAlignment } from './dot-product-module.ts';

const pageBytes = 65_536;
const floatBytes = 4;
/** Rows that are compared at once; their scores stay in the processor's nearest cache. */
const blockRows = 1024;

const compiled = new WebAssembly.Module(dotProductModule);

/** Vectors of one length, one after the other in a memory that vector instructions reach. Rows never set hold anything. */
export class VectorRows {
  readonly #dimensions: number;
  readonly #rowBytes: number;
  readonly #scoresAt: number;
  readonly #rowsAt: number;
  readonly #memory: WebAssembly.Memory;
  readonly #dots: DotProductExports['dots'];
  #floats: Float32Array;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.#rowBytes = Math.ceil((dimensions * floatBytes) / rowAlignment) * rowAlignment;
    this.#scoresAt = this.#rowBytes;
    this.#rowsAt = this.#scoresAt + blockRows * floatBytes;
    this.#memory = new WebAssembly.Memory({ initial: Math.ceil(this.#rowsAt / pageBytes) });
    const imports = { rows: { memory: this.#memory } };
    const { exports } = new WebAssembly.Instance(compiled, imports);
    this.#dots = (exports as unknown as DotProductExports).dots;
    this.#floats = new Float32Array(this.#memory.buffer);
  }

  set(row: number, vector: Float32Array): void {
    this.#makeRoom(row);
    this.#floats.set(vector, this.#placeOf(row) / floatBytes);
  }

  copy(from: number, to: number): void {
    const start = this.#placeOf(from) / floatBytes;
    const floats = this.#rowBytes / floatBytes;
    this.#floats.copyWithin(this.#placeOf(to) / floatBytes, start, start + floats);
  }

  /** Dot products of the vector with the first `count` rows, in blocks; each is good until the next is asked for. */
  *scores(vector: Float32Array, count: number): Generator<{ first: number; scores: Float32Array }> {
    this.#floats.set(vector.subarray(0, this.#dimensions), 0);
    for (let first = 0; first < count; first += blockRows) {
      const rows = Math.min(blockRows, count - first);
      this.#dots(
        0,
        this.#placeOf(first),
        this.#placeOf(first + rows),
        this.#scoresAt,
        this.#rowBytes,
      );
      yield { first, scores: new Float32Array(this.#memory.buffer, this.#scoresAt, rows) };
    }
  }

  #placeOf(row: number): number {
    return this.#rowsAt + row * this.#rowBytes;
  }

  /** Grows by a half, so that adding one by one seldom does. */
  #makeRoom(row: number): void {
    const { byteLength } = this.#memory.buffer;
    const neededBytes = this.#placeOf(row + 1) - byteLength;
    if (neededBytes <= 0) return;
    this.#memory.grow(Math.ceil(Math.max(neededBytes, byteLength / 2) / pageBytes));
    this.#floats = new Float32Array(this.#memory.buffer);
  }
}
