import type { Passage } from '../../ports/knowledge-store.ts';
import { passageHeading } from './passage-text.ts';
import { inScope, type SearchScope } from './search-scope.ts';

/** A heading of the knowledge base with the passages under it. */
export interface NearHeading {
  text: string;
  vector: Float32Array;
  cosine: number;
  passageIds: string[];
}

interface Heading {
  text: string;
  vector: Float32Array;
  passages: Passage[];
}

/**
 * Headings by meaning. A few hundred at most, so they are compared one by one. In a young cache they stand in for the
 * earlier questions that it does not have yet.
 */
export class HeadingIndex {
  #headings: Heading[] = [];

  get size(): number {
    return this.#headings.length;
  }

  /** Takes the place of all that was known. `vectorOf` gives the vector of a heading's text; without one it is left out. */
  replaceAll(passages: Passage[], vectorOf: (text: string) => Float32Array | undefined): void {
    this.#headings = [...Map.groupBy(passages, passageHeading)].flatMap(([text, own]) => {
      const vector = vectorOf(text);
      return vector === undefined ? [] : [{ text, vector, passages: own }];
    });
  }

  /** The nearest headings with a passage in scope, best first. `vector`: the question's, L2-normalised. */
  nearest(
    vector: Float32Array,
    scope: SearchScope,
    options: { limit: number; minScore: number },
  ): NearHeading[] {
    return this.#headings
      .flatMap(({ text, vector: own, passages }): NearHeading[] => {
        const readable = passages.filter((passage) => inScope(passage, scope));
        const near = cosine(vector, own);
        if (readable.length === 0 || near <= options.minScore) return [];
        return [{ text, vector: own, cosine: near, passageIds: readable.map(({ id }) => id) }];
      })
      .sort((one, other) => other.cosine - one.cosine)
      .slice(0, options.limit);
  }
}

function cosine(left: Float32Array, right: Float32Array): number {
  let total = 0;
  for (let at = 0; at < left.length; at += 1) total += (left[at] ?? 0) * (right[at] ?? 0);
  return total;
}
