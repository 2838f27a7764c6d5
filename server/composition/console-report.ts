import type { EmbeddingProgress } from '../knowledge/passage-embedding.ts';
import type { FirstAdmin, RunningDeskhand, StartReport } from './start.ts';

const barWidth = 24;

/** Tells a person at a terminal how the start goes; a log file gets a line where a terminal gets a bar. */
export class ConsoleReport implements StartReport {
  readonly #out: NodeJS.WriteStream;
  readonly #startedMs = performance.now();
  #lastTenth = -1;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  step(text: string): void {
    this.#out.write(`${this.#elapsed()} ${text}\n`);
  }

  ingestion(done: number, total: number): void {
    this.#bar('documents', done, total);
  }

  embedding({ done, total }: EmbeddingProgress): void {
    this.#bar('vectors', done, total);
  }

  notice(text: string): void {
    this.step(text);
  }

  firstAdmin(firstAdmin: FirstAdmin): void {
    this.#out.write(`\n${signInLine(firstAdmin)}\n\n`);
  }

  serving({ url, vectorsReady }: RunningDeskhand): void {
    const lines = [
      '',
      `Deskhand serves ${url}`,
      `  ${url}/        sample shop with the chat`,
      `  ${url}/agent   agents`,
      `  ${url}/admin   admins`,
      '',
    ];
    this.#out.write(`${this.#elapsed()} ready\n${lines.join('\n')}\n`);
    vectorsReady.then(
      () => this.step('every document is found by meaning'),
      // Who started it hears of the failure.
      () => {},
    );
  }

  #bar(name: string, done: number, total: number): void {
    const tenth = total === 0 ? 10 : Math.floor((10 * done) / total);
    if (this.#out.isTTY) {
      const filled = Math.round((barWidth * done) / Math.max(1, total));
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      this.#out.write(
        `\r${this.#elapsed()} ${name} ${bar} ${done}/${total}${done === total ? '\n' : ''}`,
      );
    } else if (tenth !== this.#lastTenth) {
      this.#out.write(`${this.#elapsed()} ${name} ${done}/${total}\n`);
    }
    this.#lastTenth = done === total ? -1 : tenth;
  }

  #elapsed(): string {
    return `[${((performance.now() - this.#startedMs) / 1000).toFixed(1).padStart(5)} s]`;
  }
}

function signInLine({ email, password }: FirstAdmin): string {
  return password === null
    ? `First admin: ${email}, with the password of ADMIN_PASSWORD`
    : `First admin (shown this once): ${email}  ${password}`;
}
