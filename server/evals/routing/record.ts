import { gptTokenizer } from '../../adapters/gpt-tokenizer/gpt-tokenizer.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type { Rung } from '../../routing/ladder.ts';
import type { TaskClassifier } from '../../routing/task-classifier.ts';
import { compose, defaultTokenBudget, type PromptTemplate } from '../../stages/compose.ts';
import { generate } from '../../stages/generate.ts';
import type { GenerateDependencies } from '../../stages/generation/generation.ts';
import { retrieve } from '../../stages/retrieve.ts';
import { screen } from '../../stages/screen.ts';
import type { EvalCase } from '../case-file.ts';
import { holdsFacts } from '../measures.ts';
import type { SearchBench } from '../search-bench.ts';
import { standalone } from '../turn-subject.ts';
import type { RoutingRecord } from './records.ts';

export interface RecordParts {
  bench: SearchBench;
  embedder: Embedder;
  classifier: TaskClassifier;
  generation: GenerateDependencies;
  template: PromptTemplate;
  weak: Rung;
  strong: Rung;
}

const scope = { audience: 'public', locale: 'en', site: 'eval' } as const;
const maxOutputTokens = 800;
const budgetMs = 60_000;

/**
 * Asks both models the question of a case as a turn would, each as if it were the only one. Right is an answer that holds the
 * case's facts. Throws where a model gave no answer at all: that says nothing of what it knows.
 */
export async function recordCase(test: EvalCase, parts: RecordParts): Promise<RoutingRecord> {
  const { bench, embedder, classifier, template } = parts;
  const screened = screen(test.question);
  const asked = standalone(screened.text, test.history);
  const [vector = null] = await embedder.embed([asked.question], 'question');
  const { retrieval } = await retrieve(
    { standaloneQuestion: asked.question, vector, scope },
    { ...bench, embedder, indexVersion: () => 1 },
  );
  const prompt = compose(
    {
      template,
      passages: retrieval.passages,
      answerable: retrieval.answerable,
      history: asked.kind === 'follow-up' ? test.history : [],
      question: screened.text,
      standaloneQuestion: asked.question,
      locale: scope.locale,
      budget: defaultTokenBudget,
    },
    gptTokenizer,
  );
  const ask = async (rung: Rung): Promise<{ right: boolean; costUsd: number }> => {
    const { signal } = new AbortController();
    const request = { prompt, ladder: [rung], signal, maxOutputTokens, budgetMs };
    const pieces = generate(request, parts.generation);
    let text = '';
    let step = await pieces.next();
    while (!step.done) {
      text += step.value.text;
      step = await pieces.next();
    }
    const { outcome, attempts } = step.value;
    if (outcome === 'failed') throw new Error(`${rung.id} gave no answer to ${test.id}`);
    const costUsd = attempts.reduce((sum, attempt) => sum + attempt.costUsd, 0);
    return { right: holdsFacts(text, test.facts), costUsd };
  };
  const [weak, strong] = await Promise.all([ask(parts.weak), ask(parts.strong)]);
  return {
    class: classifier.classify({ question: asked.question, vector }).taskClass,
    weakRight: weak.right,
    strongRight: strong.right,
    weakCostUsd: weak.costUsd,
    strongCostUsd: strong.costUsd,
  };
}
