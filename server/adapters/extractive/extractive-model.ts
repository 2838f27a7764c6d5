import { LRUCache } from 'lru-cache';
import { DeskhandError } from '../../errors.ts';
import { passagesRead, readablePassage } from '../../knowledge/retrieval/readable-passage.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type {
  LanguageModel,
  ModelEvent,
  ModelRequest,
  Prompt,
  TokenUsage,
} from '../../ports/language-model.ts';
import type { Reader } from '../../ports/reader.ts';
import { abstention } from '../../quality/abstention.ts';
import { pickQuotes, writeQuotes } from './compose-quotes.ts';
import { knowsAnswer } from './knows-answer.ts';
import { type QuotableUnit, quotableUnits } from './quotable-units.ts';
import {
  addMeaning,
  addReading,
  retrievalRank,
  type ScoredUnit,
  scoreByWords,
} from './unit-score.ts';

/** Units that are compared by meaning, best by words first: each costs an embedding when it is new. */
const comparedByMeaning = 12;

/** Vectors of units that are kept, about 2 kB each. */
const keptVectors = 4000;

const noUsage: TokenUsage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };

export interface ExtractiveModelOptions {
  /** Absent, or failing: words alone decide. */
  embedder?: Embedder;
  /** Finds the sentences that answer; without it meaning and words do. */
  reader?: Reader;
}

/**
 * A language model that writes nothing of its own: it quotes the sentences, list items and table rows of the prompt's passages
 * that answer the question, each with its passage as [n]. Where they do not seem to answer, it gives the fixed sentence of
 * `abstention` and ends as `abstained`. It needs no provider, so it also serves when every other model is down.
 */
export function createExtractiveModel(options: ExtractiveModelOptions = {}): LanguageModel {
  return new ExtractiveModel(options);
}

class ExtractiveModel implements LanguageModel {
  readonly id = 'extractive';
  readonly provider = 'embedded';
  readonly #embedder: Embedder | undefined;
  readonly #reader: Reader | undefined;
  readonly #vectors = new LRUCache<string, Float32Array>({ max: keptVectors });

  constructor({ embedder, reader }: ExtractiveModelOptions) {
    this.#embedder = embedder;
    this.#reader = reader;
  }

  async *stream(request: ModelRequest): AsyncIterable<ModelEvent> {
    const { prompt, signal } = request;
    throwIfCancelled(signal);
    const locale = prompt.locale ?? prompt.passages[0]?.locale ?? 'en';
    const units = prompt.passages.flatMap((passage, position) =>
      quotableUnits(passage, position + 1),
    );
    const compared = await this.#compare(units, prompt, locale);
    const scored = await this.#read(compared, units, prompt);
    throwIfCancelled(signal);
    const abstained = !knowsAnswer(scored, prompt.answerable);
    const answer = abstained ? abstention(locale) : writeQuotes(pickQuotes(scored, units));
    const all = pieces(continued(answer, request.continueFrom));
    // A word is taken for a token, so the limit is kept rather loosely.
    const allowed = all.slice(0, request.maxOutputTokens);
    for (const text of allowed) {
      throwIfCancelled(signal);
      yield { type: 'text', text };
    }
    const finishReason = allowed.length < all.length ? 'length' : 'stop';
    yield { type: 'end', finishReason, usage: noUsage, abstained };
  }

  async #compare(units: QuotableUnit[], prompt: Prompt, locale: string): Promise<ScoredUnit[]> {
    const { question, standaloneQuestion } = prompt;
    const asked = { question, standaloneQuestion, locale };
    const scored = scoreByWords(units, asked, prompt.passages.length);
    if (this.#embedder === undefined || scored.length === 0) return scored;
    const compared = scored.slice(0, comparedByMeaning);
    try {
      const texts = compared.map(({ unit }) => withHeading(unit));
      const [questionVector, ...vectors] = await Promise.all(
        [standaloneQuestion, ...texts].map((text) => this.#vectorOf(text)),
      );
      if (questionVector === undefined) return scored;
      const byUnit = new Map(
        compared.flatMap(({ unit }, position) => {
          const vector = vectors[position];
          return vector === undefined ? [] : [[unit, vector] as const];
        }),
      );
      return addMeaning(compared, questionVector, byUnit);
    } catch {
      return scored;
    }
  }

  /** Reads the passages that retrieval put first; a reader that fails leaves the order as it was. */
  async #read(
    scored: ScoredUnit[],
    units: QuotableUnit[],
    { passages, standaloneQuestion }: Prompt,
  ): Promise<ScoredUnit[]> {
    if (this.#reader === undefined) return scored;
    const numbered = passages
      .map((passage, position) => ({ passage, number: position + 1 }))
      .filter(({ number }) => retrievalRank(number, passages.length) < passagesRead);
    try {
      const readings = await this.#reader.read(
        standaloneQuestion,
        numbered.map(({ passage }) => readablePassage(passage)),
        'question',
      );
      const chances = new Map<QuotableUnit, number>();
      for (const [position, { number }] of numbered.entries()) {
        const reading = readings[position];
        for (const unit of units.filter((each) => each.number === number)) {
          chances.set(unit, (reading?.answers ?? 0) * (reading?.units[unit.position] ?? 0));
        }
      }
      return addReading(scored, chances);
    } catch {
      return scored;
    }
  }

  async #vectorOf(text: string): Promise<Float32Array | undefined> {
    const known = this.#vectors.get(text);
    if (known !== undefined) return known;
    const [vector] = (await this.#embedder?.embed([text], 'question')) ?? [];
    if (vector !== undefined) this.#vectors.set(text, vector);
    return vector;
  }
}

/** A unit means little without what it stands under. */
function withHeading({ passage, lead, text }: QuotableUnit): string {
  return [passage.documentTitle, passage.heading, lead, text].filter(Boolean).join(': ');
}

/** Fewer characters in common would be chance. */
const leastOverlap = 12;

/** What is still to be said after a text that was shown: the rest, where its end stands in the answer, else a paragraph of its own. */
function continued(answer: string, shown = ''): string {
  if (shown === '') return answer;
  for (let start = 0; start <= shown.length - leastOverlap; start++) {
    const end = shown.slice(start);
    const at = answer.indexOf(end);
    if (at >= 0) return answer.slice(at + end.length);
  }
  return `\n\n${answer}`;
}

/** Words with the space after them, as a model's tokens would come. */
function pieces(text: string): string[] {
  return text.match(/\s*\S+\s*/g) ?? [];
}

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new DeskhandError('cancelled', { cause: signal.reason });
}
