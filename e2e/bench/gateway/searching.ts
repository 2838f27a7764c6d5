import { fileURLToPath } from 'node:url';
import { gptTokenizer } from '../../../server/adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { startOnnxEmbedder } from '../../../server/adapters/onnx/onnx-embedder.ts';
import { readKnowledge } from '../../../server/evals/knowledge-file.ts';
import { buildSearchBench } from '../../../server/evals/search-bench.ts';
import { cachedEmbedder } from '../../../server/evals/vector-cache.ts';
import { compose, defaultTokenBudget } from '../../../server/stages/compose.ts';
import { retrieve } from '../../../server/stages/retrieve.ts';
import { readQuestions } from '../questions.ts';

/** What a turn does before it asks a model, over the sample knowledge base: a question a call, the next one each time. */
export interface Searching {
  /** Searches and composes, with the question's vector at hand. */
  search(): Promise<void>;
  /** The same, and makes the vector first. */
  embedAndSearch(): Promise<void>;
  close(): Promise<void>;
}

const scope = { audience: 'public', locale: 'en', site: 'bench' } as const;
const sample = fileURLToPath(new URL('../../../server/knowledge/sample', import.meta.url));
const cases = fileURLToPath(new URL('../../../server/evals/cases/sample.jsonl', import.meta.url));
const template = { version: 'bench', system: 'Answer from the numbered passages only.' };

export async function openSearching(): Promise<Searching> {
  const embedder = startOnnxEmbedder();
  const known = cachedEmbedder(embedder, 'results/vectors');
  const parts = await buildSearchBench(await readKnowledge(sample), known, () => {});
  const questions = readQuestions(cases, Number.POSITIVE_INFINITY);
  // Made beforehand, so that no call finds its vector missing.
  await known.embed(questions, 'ingestion');
  let asked = 0;

  async function searchWith({ embed }: Pick<typeof embedder, 'embed'>): Promise<void> {
    const question = questions[asked++ % questions.length] ?? '';
    const vector = embed([question], 'question').then(([made]) => made ?? null);
    const { retrieval } = await retrieve(
      { standaloneQuestion: question, vector, scope },
      { ...parts, embedder, indexVersion: () => 1 },
    );
    const { passages, answerable } = retrieval;
    const texts = { question, standaloneQuestion: question, history: [], locale: scope.locale };
    compose({ template, passages, answerable, budget: defaultTokenBudget, ...texts }, gptTokenizer);
  }

  return {
    search: () => searchWith(known),
    embedAndSearch: () => searchWith(embedder),
    close: () => embedder.close(),
  };
}
