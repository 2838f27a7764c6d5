import { createExtractiveModel } from '../../adapters/extractive/extractive-model.ts';
import { gptTokenizer } from '../../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { cosineFloor, nearestOf, neighbourCount } from '../../caching/decision/candidate.ts';
import { extractNames } from '../../caching/decision/guards/name-vocabulary.ts';
import type { NameVocabulary } from '../../caching/decision/guards/names.ts';
import { dot } from '../../caching/training/replay.ts';
import { toDocument } from '../../knowledge/ingestion/to-document.ts';
import { HeadingIndex } from '../../knowledge/retrieval/heading-index.ts';
import { passageHeading } from '../../knowledge/retrieval/passage-text.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type { HitContext, HitNeighbour } from '../../ports/hit-verifier.ts';
import type { LanguageModel, Prompt } from '../../ports/language-model.ts';
import { citationsOf } from '../../stages/cite.ts';
import { compose, defaultTokenBudget } from '../../stages/compose.ts';
import { retrieve } from '../../stages/retrieve.ts';
import type { KnowledgeDocument } from '../knowledge-file.ts';
import { buildSearchBench } from '../search-bench.ts';

const scope = { audience: 'public', locale: 'en', site: 'eval' } as const;
/** A question as the cache knows it, with what its answer rests on. */
export interface KnownQuestion {
  text: string;
  vector: Float32Array;
  /** Passages that its own search finds, best first; null without a knowledge base. */
  retrieved: string[] | null;
  /** Document of the first of them. */
  article: string;
  lineage: string[];
}

/** A cache with few entries, over a knowledge base whose headings stand in for the neighbours it does not have yet. */
export interface YoungCache {
  vocabulary: NameVocabulary;
  /** Searches and answers the question as the product does without a language model. */
  know(question: string): Promise<KnownQuestion>;
  /** What a lookup compares: the nearest entries, and headings where those are few. */
  lookUp(asked: KnownQuestion, entries: readonly KnownQuestion[]): HitContext;
}

/** Without documents: entries stand alone, nothing is retrieved and no name is known. */
export async function makeYoungCache(
  documents: readonly KnowledgeDocument[],
  embedder: Embedder,
): Promise<YoungCache> {
  const bench = await buildSearchBench([...documents], embedder, () => {});
  const headings = await headingsOf(documents, embedder);
  const model = createExtractiveModel({ embedder });

  async function know(text: string): Promise<KnownQuestion> {
    const [vector = new Float32Array()] = await embedder.embed([text], 'ingestion');
    if (documents.length === 0) {
      return { text, vector, retrieved: null, article: '', lineage: [text] };
    }
    const { retrieval } = await retrieve(
      { standaloneQuestion: text, vector, scope },
      { ...bench, embedder, indexVersion: () => 1 },
    );
    const { passages, answerable } = retrieval;
    const template = { version: 'eval', system: '' };
    const asked = { question: text, standaloneQuestion: text, history: [], locale: scope.locale };
    const prompt = compose(
      { template, passages, answerable, budget: defaultTokenBudget, ...asked },
      gptTokenizer,
    );
    const cited = citationsOf(await write(model, prompt), prompt.passages);
    const retrieved = passages.map(({ id }) => id);
    const lineage = cited.map(({ passageId }) => passageId).toSorted();
    return {
      text,
      vector,
      retrieved,
      article: passages[0]?.documentId ?? '',
      lineage: lineage.length > 0 ? lineage : retrieved.slice(0, 1),
    };
  }

  return {
    vocabulary: extractNames(
      documents.map(({ parsed: { title, markdown } }) => ({ title: title ?? '', markdown })),
    ),
    know,
    lookUp(asked, entries) {
      const limits = { limit: neighbourCount, minScore: cosineFloor };
      const near = entries
        .map((entry) => entryOf(entry, asked.vector))
        .filter(({ cosine }) => cosine > cosineFloor);
      const headingsNear =
        near.length < neighbourCount ? headings.nearest(asked.vector, scope, limits) : [];
      const neighbours = nearestOf(
        near,
        headingsNear.map(({ text, vector, cosine, passageIds: lineage }): HitNeighbour => {
          return { kind: 'heading', text, vector, cosine, lineage, answerKey: lineage.join(' ') };
        }),
      );
      return asked.retrieved === null
        ? { neighbours }
        : { neighbours, retrievedLineage: asked.retrieved };
    },
  };
}

/** An entry as a neighbour of the vector of a question. */
export function entryOf(
  { text, vector, lineage }: KnownQuestion,
  asked: Float32Array,
): HitNeighbour {
  const answerKey = lineage.join(' ');
  return { kind: 'entry', text, vector, cosine: dot(asked, vector), lineage, answerKey };
}

async function headingsOf(
  documents: readonly KnowledgeDocument[],
  embedder: Embedder,
): Promise<HeadingIndex> {
  const index = new HeadingIndex();
  const defaults = { source: 'folder', audience: 'public', locale: 'en' } as const;
  const passages = documents.flatMap(({ fileName, parsed }) =>
    toDocument(fileName, parsed, defaults, gptTokenizer).passages.map((passage) => ({
      ...passage,
      documentVersion: 1,
    })),
  );
  const texts = [...new Set(passages.map(passageHeading))];
  const vectors = await embedder.embed(texts, 'ingestion');
  index.replaceAll(passages, (text) => vectors[texts.indexOf(text)]);
  return index;
}

async function write(model: LanguageModel, prompt: Prompt): Promise<string> {
  const signal = new AbortController().signal;
  let text = '';
  for await (const event of model.stream({ prompt, maxOutputTokens: 500, signal })) {
    if (event.type === 'text') text += event.text;
  }
  return text;
}
