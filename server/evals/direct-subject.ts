import { createExtractiveModel } from '../adapters/extractive/extractive-model.ts';
import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { HistoryTurn, LanguageModel, Prompt } from '../ports/language-model.ts';
import { compose, defaultTokenBudget } from '../stages/compose.ts';
import { contextualise, type PastQuestion } from '../stages/contextualise.ts';
import { retrieve } from '../stages/retrieve.ts';
import type { EvalCase } from './case-file.ts';
import type { SearchBench } from './search-bench.ts';
import type { EvalOutcome, EvalSubject } from './subject.ts';

const scope = { audience: 'public', locale: 'en', site: 'eval' } as const;

/** Enough passages that ten documents are among them. */
const searchedPassages = 50;

/** Passages the model is shown, as in a turn. */
const shownPassages = 8;

/** The steps from question to answer one after the other, with the extractive model and without caches and routing. */
export function createDirectSubject(bench: SearchBench, embedder: Embedder): EvalSubject {
  const model = createExtractiveModel({ embedder });

  async function answer(test: EvalCase): Promise<EvalOutcome> {
    const standaloneQuestion = standalone(test);
    const [vector = null] = await embedder.embed([standaloneQuestion], 'question');
    const { retrieval } = await retrieve(
      { standaloneQuestion, vector, scope },
      { ...bench, embedder, indexVersion: () => 1, limit: searchedPassages },
    );
    const { passages, answerable } = retrieval;
    const prompt = compose(
      {
        template: { version: 'eval', system: '' },
        passages: passages.slice(0, shownPassages),
        history: test.history,
        question: test.question,
        standaloneQuestion,
        budget: defaultTokenBudget,
        answerable,
        locale: scope.locale,
      },
      gptTokenizer,
    );
    const written = await write(model, prompt);
    return {
      documentIds: distinct(passages.map(({ documentId }) => documentId)),
      denseDocumentIds: vector === null ? [] : await denseOnly(bench, vector),
      passages,
      answerable,
      ...written,
    };
  }

  return {
    answer: (test, hidden) => bench.without(hidden, () => answer(test)),
    close: () => embedder.close(),
  };
}

function standalone({ history, question }: EvalCase): string {
  const past: PastQuestion[] = [];
  const talk: HistoryTurn[] = [];
  for (const turn of history) {
    if (turn.role === 'customer') {
      const { question: standaloneQuestion } = contextualise(turn.text, past, talk);
      past.push({ text: turn.text, standaloneQuestion });
    }
    talk.push(turn);
  }
  return contextualise(question, past, talk).question;
}

async function write(
  model: LanguageModel,
  prompt: Prompt,
): Promise<{ text: string; abstained: boolean }> {
  const signal = new AbortController().signal;
  let text = '';
  let abstained = false;
  for await (const event of model.stream({ prompt, maxOutputTokens: 500, signal })) {
    if (event.type === 'text') text += event.text;
    else abstained = event.abstained ?? false;
  }
  return { text, abstained };
}

async function denseOnly(
  { vectors, lexical }: SearchBench,
  vector: Float32Array,
): Promise<string[]> {
  const filter = { audience: 'public' };
  const matches = await vectors.search({ vector, limit: searchedPassages, filter });
  return distinct(matches.flatMap(({ id }) => lexical.get(id)?.passage.documentId ?? []));
}

function distinct(ids: string[]): string[] {
  return [...new Set(ids)];
}
