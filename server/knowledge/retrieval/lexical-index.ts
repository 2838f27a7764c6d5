import { languageOf, termsOf } from '../../language/terms.ts';
import type { Passage } from '../../ports/knowledge-store.ts';
import { passageHeading } from './passage-text.ts';
import { inScope, type SearchScope } from './search-scope.ts';

/** BM25's usual saturation and length normalisation (Robertson and Zaragoza, 2009). */
const k1 = 1.2;
const b = 0.75;

/** A word in the title or a heading counts as so many in the text (the simple form of BM25F). */
const headingWeight = 2;

/** A passage as its words: what a search and a rerank look at. */
export interface IndexedPassage {
  passage: Passage;
  headingTerms: string[];
  textTerms: string[];
  /** Of each term, those in title and headings counted `headingWeight` times. */
  frequencies: Map<string, number>;
  length: number;
}

export interface TermWeights {
  known: Map<string, number>;
  unknown: number;
}

export interface LexicalMatch {
  entry: IndexedPassage;
  /** BM25; comparable within one search only. */
  score: number;
}

/**
 * The passages by their words, in memory: BM25 over title, headings and text. It is also where a search looks up passages, so
 * what was replaced or removed here is gone at once whatever a vector index still returns.
 */
export class LexicalIndex {
  readonly #partitions = new Map<string, Partition>();
  readonly #entries = new Map<string, IndexedPassage>();
  readonly #byDocument = new Map<string, string[]>();

  /** Takes the passages of a document in place of those it had. */
  replaceDocument(documentId: string, passages: Passage[]): void {
    this.removeDocument(documentId);
    for (const passage of passages) {
      const entry = entryOf(passage);
      this.#entries.set(passage.id, entry);
      this.#partitionOf(passage).add(entry);
    }
    this.#byDocument.set(
      documentId,
      passages.map((passage) => passage.id),
    );
  }

  removeDocument(documentId: string): void {
    for (const id of this.#byDocument.get(documentId) ?? []) {
      const entry = this.#entries.get(id);
      if (entry === undefined) continue;
      this.#partitionOf(entry.passage).remove(entry);
      this.#entries.delete(id);
    }
    this.#byDocument.delete(documentId);
  }

  get(passageId: string): IndexedPassage | undefined {
    return this.#entries.get(passageId);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Whether there is any passage in the language of a locale. */
  hasLanguage(locale: string): boolean {
    const language = languageOf(locale);
    return [...this.#partitions.values()].some(
      (partition) => partition.size > 0 && partition.key.locale === language,
    );
  }

  /** The passages of the scope that share a term with the text, best first; ties by id. */
  search(text: string, scope: SearchScope, limit: number): LexicalMatch[] {
    const partitions = [...this.#partitions.values()].filter((each) => inScope(each.key, scope));
    const weights = this.#weights(termsOf(text, scope.locale), partitions);
    const matches: LexicalMatch[] = [];
    for (const partition of partitions) {
      for (const [entry, score] of partition.scores(weights)) matches.push({ entry, score });
    }
    matches.sort(
      (left, right) =>
        right.score - left.score || (left.entry.passage.id < right.entry.passage.id ? -1 : 1),
    );
    return matches.slice(0, limit);
  }

  /**
   * How telling each term is among the passages of the scope (inverse document frequency): higher for rarer ones.
   * A term that none of them holds is absent; it would weigh `unknown`.
   */
  termWeights(terms: Iterable<string>, scope: SearchScope): TermWeights {
    const partitions = [...this.#partitions.values()].filter((each) => inScope(each.key, scope));
    const total = partitions.reduce((sum, partition) => sum + partition.size, 0);
    return { known: this.#weights(terms, partitions), unknown: inverseFrequency(total, 0) };
  }

  #weights(terms: Iterable<string>, partitions: Partition[]): Map<string, number> {
    const total = partitions.reduce((sum, partition) => sum + partition.size, 0);
    const weights = new Map<string, number>();
    for (const term of terms) {
      const holding = partitions.reduce((sum, partition) => sum + partition.holding(term), 0);
      if (holding > 0) weights.set(term, inverseFrequency(total, holding));
    }
    return weights;
  }

  #partitionOf(passage: Passage): Partition {
    const { audience, site } = passage;
    const locale = languageOf(passage.locale);
    const name = JSON.stringify([audience, locale, site]);
    const partition = this.#partitions.get(name) ?? new Partition({ audience, locale, site });
    this.#partitions.set(name, partition);
    return partition;
  }
}

/** The passages of one audience, language and site: a search never opens a partition outside its scope. */
class Partition {
  readonly key: SearchScope;
  readonly #postings = new Map<string, Set<IndexedPassage>>();
  #size = 0;
  #totalLength = 0;

  constructor(key: SearchScope) {
    this.key = key;
  }

  get size(): number {
    return this.#size;
  }

  holding(term: string): number {
    return this.#postings.get(term)?.size ?? 0;
  }

  add(entry: IndexedPassage): void {
    this.#size += 1;
    this.#totalLength += entry.length;
    for (const term of entry.frequencies.keys()) {
      const holders = this.#postings.get(term);
      if (holders === undefined) this.#postings.set(term, new Set([entry]));
      else holders.add(entry);
    }
  }

  remove(entry: IndexedPassage): void {
    this.#size -= 1;
    this.#totalLength -= entry.length;
    for (const term of entry.frequencies.keys()) {
      const holders = this.#postings.get(term);
      holders?.delete(entry);
      if (holders?.size === 0) this.#postings.delete(term);
    }
  }

  scores(weights: Map<string, number>): Map<IndexedPassage, number> {
    const averageLength = this.#totalLength / Math.max(1, this.#size);
    const scores = new Map<IndexedPassage, number>();
    for (const [term, weight] of weights) {
      for (const entry of this.#postings.get(term) ?? []) {
        const frequency = entry.frequencies.get(term) ?? 0;
        const norm = k1 * (1 - b + (b * entry.length) / averageLength);
        const gain = (weight * frequency * (k1 + 1)) / (frequency + norm);
        scores.set(entry, (scores.get(entry) ?? 0) + gain);
      }
    }
    return scores;
  }
}

function inverseFrequency(total: number, holding: number): number {
  return Math.log(1 + (total - holding + 0.5) / (holding + 0.5));
}

function entryOf(passage: Passage): IndexedPassage {
  const headingTerms = termsOf(passageHeading(passage), passage.locale);
  const textTerms = termsOf(passage.text, passage.locale);
  const frequencies = new Map<string, number>();
  const count = (terms: string[], weight: number) => {
    for (const term of terms) frequencies.set(term, (frequencies.get(term) ?? 0) + weight);
  };
  count(headingTerms, headingWeight);
  count(textTerms, 1);
  const length = headingWeight * headingTerms.length + textTerms.length;
  return { passage, headingTerms, textTerms, frequencies, length };
}
