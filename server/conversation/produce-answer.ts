import type { Passage } from '../ports/knowledge-store.ts';
import type { HistoryTurn, Prompt } from '../ports/language-model.ts';
import type { MoneyAllowance } from '../routing/money-budgets.ts';
import { compose } from '../stages/compose.ts';
import type { Retrieval } from '../stages/retrieve.ts';
import { suggest } from '../stages/suggest.ts';
import type { Route, SearchResult, TurnComponents } from './turn-components.ts';
import { type WrittenAnswer, writeAnswer } from './write-answer.ts';

/** What a production shows, to whoever shares it. */
export type ProductionEvent = { type: 'text'; text: string } | { type: 'revise' };

export interface ProductionInput {
  /** The message that the answer becomes. */
  messageId: string;
  conversationId: string;
  /** What may be spent on it. */
  money: MoneyAllowance;
  locale: string;
  site: string;
  /** As the customer put it, screened. */
  question: string;
  standaloneQuestion: string;
  history: HistoryTurn[];
  /** Of the standalone question; null where it could not be embedded. */
  vector: Float32Array | null;
  /** Step 5, begun at the latest now: the caches may have asked for it already. */
  search: () => Promise<SearchResult>;
  signal: AbortSignal;
  onStage: (stage: string) => void;
}

/** A freshly written answer with all that it came from. */
export interface ProducedAnswer {
  /** Of the turn that led the production. */
  messageId: string;
  written: WrittenAnswer;
  route: Route;
  prompt: Prompt;
  passages: Passage[];
  /** What may help where it is no answer, best first. */
  suggested: Passage[];
  retrieval: Pick<Retrieval, 'source' | 'degraded' | 'indexVersion' | 'answerable'>;
  fromFragments: boolean;
  /** Less than the product can do: something was down, or there was no money for a model. Not to be kept for others. */
  degraded: boolean;
  /** It could only quote, because models were out of reach: the customer is told. */
  limited: boolean;
}

/** What a production reaches. */
export type ProductionComponents = Pick<
  TurnComponents,
  'read' | 'template' | 'tokenBudget' | 'tokenizer' | 'route' | 'generate' | 'judgeDraft' | 'gateMs'
>;

/** Steps 5 to 9 of a turn: retrieve, read, compose, route, generate, verify. What may be shown is emitted as it comes. */
export async function produceAnswer(
  input: ProductionInput,
  emit: (event: ProductionEvent) => void,
  components: ProductionComponents,
): Promise<ProducedAnswer> {
  const { retrieval: found, fromFragments } = await input.search();
  input.onStage('retrieve');

  const retrieval = await components.read(input.standaloneQuestion, found);
  input.onStage('read');

  const prompt = compose(
    {
      template: components.template(input.locale),
      passages: retrieval.passages,
      history: input.history,
      question: input.question,
      standaloneQuestion: input.standaloneQuestion,
      answerable: retrieval.answerable,
      units: retrieval.units,
      locale: input.locale,
      budget: components.tokenBudget,
    },
    components.tokenizer,
  );
  input.onStage('compose');

  const route = await components.route({
    question: input.standaloneQuestion,
    vector: input.vector,
    conversationId: input.conversationId,
    money: input.money,
    promptTokens: Object.values(prompt.tokens).reduce((sum, tokens) => sum + tokens, 0),
  });
  input.onStage('route');

  const written = await writeAnswer(
    { prompt, tiers: route.tiers, locale: input.locale, signal: input.signal },
    { text: (text) => emit({ type: 'text', text }), revise: () => emit({ type: 'revise' }) },
    {
      generate: (tier, draftPrompt, signal) =>
        components.generate(tier, draftPrompt, route, signal),
      judgeDraft: components.judgeDraft,
      gateMs: components.gateMs,
    },
  );
  input.onStage('generate');
  const { messageId } = input;
  const lacksModels = written.degraded || route.reason === 'budget-exhausted';
  return {
    messageId,
    written,
    route,
    prompt,
    passages: prompt.passages,
    suggested: suggest(retrieval),
    retrieval,
    fromFragments,
    degraded: retrieval.degraded || lacksModels,
    limited: lacksModels && written.servedBy === 'extractive',
  };
}
