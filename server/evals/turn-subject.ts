import { createExtractiveModel } from '../adapters/extractive/extractive-model.ts';
import { gptTokenizer } from '../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import { systemClock } from '../adapters/in-process/system-clock.ts';
import { englishWords } from '../adapters/onnx/english-words.ts';
import { type ProductionComponents, produceAnswer } from '../conversation/produce-answer.ts';
import { mendSpelling } from '../knowledge/retrieval/mend-spelling.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { HistoryTurn } from '../ports/language-model.ts';
import type { Reader } from '../ports/reader.ts';
import { abstention, isAbstention } from '../quality/abstention.ts';
import { extractiveRung } from '../routing/ladder.ts';
import { ProviderGuards } from '../routing/provider-guards.ts';
import { UsageEstimator } from '../routing/usage-estimator.ts';
import { defaultTokenBudget } from '../stages/compose.ts';
import {
  type Contextualised,
  contextualise,
  type PastQuestion,
} from '../stages/follow-up/contextualise.ts';
import { generate } from '../stages/generate.ts';
import { read } from '../stages/read.ts';
import { retrieve } from '../stages/retrieve.ts';
import { screen } from '../stages/screen.ts';
import type { EvalCase } from './case-file.ts';
import type { FollowUpWriter } from './follow-up-writer.ts';
import type { SearchBench } from './search-bench.ts';
import type { EvalOutcome, EvalSubject } from './subject.ts';

const scope = { audience: 'public', locale: 'en', site: 'eval' } as const;

/** Enough passages that ten documents are among them. */
const rankedPassages = 50;

/**
 * A turn as customers get it without a language model configured: screen, contextualise, retrieve, compose, generate, verify,
 * with the parts of the embedded default and without caches, storage and sockets. A request for a person is no answer.
 */
export function createTurnSubject(
  bench: SearchBench,
  embedder: Embedder,
  reader?: Reader,
  writer?: FollowUpWriter,
): EvalSubject {
  const components = embeddedComponents(embedder, reader);
  const dictionary = englishWords();
  const search = { ...bench, embedder, indexVersion: () => 1 };

  async function answer(test: EvalCase): Promise<EvalOutcome> {
    const screened = screen(test.question);
    const understood = await asWritten(standalone(screened.text, test.history), test, writer);
    const question = mendSpelling(understood.question, scope, { ...bench, dictionary });
    const asked = { ...understood, question };
    const [vector = null] = await embedder.embed([asked.question], 'question');
    const query = { standaloneQuestion: asked.question, vector, scope };
    const ranked = await retrieve(query, { ...search, limit: rankedPassages });
    const { passages, answerable } = await components.read(asked.question, ranked.retrieval);
    const found = {
      documentIds: distinct(passages.map(({ documentId }) => documentId)),
      denseDocumentIds: vector === null ? [] : await denseOnly(bench, vector),
      passages,
      answerable,
    };
    if (screened.wantsPerson) return { ...found, text: '', suggested: [], abstained: true };
    const { written, suggested: pages } = await produceAnswer(
      {
        messageId: test.id,
        conversationId: test.id,
        money: 'any',
        locale: scope.locale,
        site: scope.site,
        question: screened.text,
        standaloneQuestion: asked.question,
        history: asked.kind === 'follow-up' ? test.history : [],
        vector,
        search: () => retrieve(query, search),
        signal: new AbortController().signal,
        onStage: () => {},
      },
      () => {},
      components,
    );
    const abstained = written.status === 'abstained' || isAbstention(written.text);
    const suggested = pages.map(({ documentId }) => documentId);
    return { ...found, text: written.text, suggested, abstained };
  }

  return {
    answer: (test, hidden) => bench.without(hidden, () => answer(test)),
    async close() {
      await Promise.all([embedder.close(), reader?.close(), writer?.close()]);
    },
  };
}

function embeddedComponents(embedder: Embedder, reader: Reader | undefined): ProductionComponents {
  const rung = extractiveRung(createExtractiveModel({ embedder, ...(reader && { reader }) }));
  const generation = {
    clock: systemClock,
    guards: new ProviderGuards(systemClock),
    usage: new UsageEstimator(gptTokenizer),
  };
  return {
    read: async (question, found) => (reader ? read(question, found, reader) : found),
    template: (locale) => ({ version: 'eval', system: abstention(locale) }),
    tokenBudget: defaultTokenBudget,
    tokenizer: gptTokenizer,
    route: async () => ({
      taskClass: 'document-question',
      confidence: 1,
      ladder: [rung],
      tierStart: 'extractive',
      reason: 'no-model',
      expectedQuality: null,
      tiers: ['extractive'],
    }),
    generate: (_tier, prompt, { ladder }, signal) =>
      generate({ prompt, ladder, signal, maxOutputTokens: 800, budgetMs: 30_000 }, generation),
    judgeDraft: ({ text }) => (isAbstention(text) ? 'abstained' : null),
    gateMs: 0,
  };
}

/** What the rules are not sure of, as the writer puts it. */
async function asWritten(
  asked: Contextualised,
  test: EvalCase,
  writer: FollowUpWriter | undefined,
): Promise<Contextualised> {
  if (asked.kind === 'standalone' || asked.how === 'exchanged') return asked;
  const question = await writer?.write(test, asked.text);
  return { ...asked, question: question ?? asked.question };
}

/** The case's question as a turn asks it, with what was said before filled in. */
export function standalone(question: string, history: EvalCase['history']): Contextualised {
  const past: PastQuestion[] = [];
  const talk: HistoryTurn[] = [];
  for (const turn of history) {
    if (turn.role === 'customer') {
      const { question: standaloneQuestion } = contextualise(turn.text, past, talk);
      past.push({ text: turn.text, standaloneQuestion });
    }
    talk.push(turn);
  }
  return contextualise(question, past, talk);
}

async function denseOnly(
  { vectors, lexical }: SearchBench,
  vector: Float32Array,
): Promise<string[]> {
  const filter = { audience: 'public' };
  const matches = await vectors.search({ vector, limit: rankedPassages, filter });
  return distinct(matches.flatMap(({ id }) => lexical.get(id)?.passage.documentId ?? []));
}

function distinct(ids: string[]): string[] {
  return [...new Set(ids)];
}
