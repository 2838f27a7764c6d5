import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const squeeze = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The sentences of a folder's documents, by which an answer is known to have lost and doubled nothing. */
export class DocumentSentences {
  readonly #sentences: Set<string>;

  constructor(folder: string) {
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    this.#sentences = new Set(
      texts.flatMap((text) => text.split('\n').flatMap((line) => line.split(/(?<=[.!?])\s/))),
    );
  }

  /** What of an answer is no whole sentence of a document with its citation, or one that was said before. */
  strangeIn(answer: string): string[] {
    const seen = new Set<string>();
    return squeeze(answer)
      .split(/(?<=\[\d+\]\.)\s*/)
      .filter((part) => {
        const sentence = part.replace(/ \[\d+\]\.$/, '.');
        const isStrange = !this.#sentences.has(sentence) || seen.has(sentence);
        seen.add(sentence);
        return isStrange;
      });
  }
}
