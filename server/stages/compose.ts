import type { PromptTokens } from '../../shared/receipt.ts';
import type { Passage } from '../ports/knowledge-store.ts';
import {
  type HistoryTurn,
  type Prompt,
  renderPassage,
  renderQuestion,
} from '../ports/language-model.ts';
import type { ReadUnit } from '../ports/reader.ts';
import type { Tokenizer } from '../ports/tokenizer.ts';

/** Most tokens each part of the prompt may have. */
export interface TokenBudget {
  system: number;
  context: number;
  summary: number;
  history: number;
  question: number;
}

/** The article's anatomy of a support call: its upper figures, but for a context that is kept short on purpose. */
export const defaultTokenBudget: TokenBudget = {
  system: 1500,
  context: 2400,
  summary: 250,
  history: 3000,
  question: 1200,
};

/** What may stand around the second of two questions. */
const framingTokens = 4;

/** Most exchanges of question and answer that are sent along. */
export const maxHistoryExchanges = 5;

export interface PromptTemplate {
  version: string;
  /** The system prompt, its names filled in. */
  system: string;
}

export interface ComposeInput {
  template: PromptTemplate;
  /** Best first. */
  passages: Passage[];
  /** Oldest first, without the question. */
  history: HistoryTurn[];
  question: string;
  standaloneQuestion: string;
  answerable: number;
  units?: readonly ReadUnit[] | undefined;
  locale: string;
  budget: TokenBudget;
}

/** Best passages first and last, the weakest in the middle, where models read least (Liu et al., 2023). */
export function bestFirstAndLast<Item>(items: Item[]): Item[] {
  const front = items.filter((_, index) => index % 2 === 0);
  const back = items.filter((_, index) => index % 2 === 1);
  return [...front, ...back.reverse()];
}

function passagesWithin(passages: Passage[], budget: number, tokenizer: Tokenizer): Passage[] {
  const kept: Passage[] = [];
  let used = 0;
  for (const passage of passages) {
    const tokens = tokenizer.count(renderPassage(passage, kept.length + 1));
    if (used + tokens > budget) continue;
    kept.push(passage);
    used += tokens;
  }
  return kept;
}

interface TruncatedHistory {
  kept: HistoryTurn[];
  dropped: HistoryTurn[];
}

/** The newest exchanges that fit; an exchange begins with the customer's turn and is kept or dropped as a whole. */
function truncateHistory(
  history: HistoryTurn[],
  budget: number,
  tokenizer: Tokenizer,
): TruncatedHistory {
  let start = history.length;
  let used = 0;
  let exchanges = 0;
  let pending = 0;
  for (let index = history.length - 1; index >= 0; index--) {
    const turn = history[index];
    if (turn === undefined) break;
    pending += tokenizer.count(turn.text) + 4;
    if (turn.role !== 'customer') continue;
    if (exchanges === maxHistoryExchanges || used + pending > budget) break;
    used += pending;
    pending = 0;
    exchanges += 1;
    start = index;
  }
  return { kept: history.slice(start), dropped: history.slice(0, start) };
}

/** What fell out of the history, in the customer's words: their questions, newest kept when there is no room for all. */
function summarise(dropped: HistoryTurn[], budget: number, tokenizer: Tokenizer): string {
  const questions = dropped
    .filter((turn) => turn.role === 'customer')
    .map((turn) => turn.text.replaceAll(/\s+/g, ' ').trim());
  const lines: string[] = [];
  let used = tokenizer.count('Earlier the customer asked:');
  for (const question of questions.reverse()) {
    const line = `- ${tokenizer.truncate(question, 40)}`;
    const tokens = tokenizer.count(line) + 1;
    if (used + tokens > budget) break;
    lines.unshift(line);
    used += tokens;
  }
  return lines.length === 0 ? '' : `Earlier the customer asked:\n${lines.join('\n')}`;
}

/** The question and the version of it that stands on its own, both within one budget; of two long ones each has half. */
function questionsWithin(
  { question, standaloneQuestion }: Pick<ComposeInput, 'question' | 'standaloneQuestion'>,
  budget: number,
  tokenizer: Tokenizer,
): Pick<Prompt, 'question' | 'standaloneQuestion'> {
  if (question === standaloneQuestion) {
    const kept = tokenizer.truncate(question, budget);
    return { question: kept, standaloneQuestion: kept };
  }
  const beside = budget - framingTokens - tokenizer.count(standaloneQuestion);
  const kept = tokenizer.truncate(question, Math.max(Math.floor(budget / 2), beside));
  const left = Math.max(0, budget - framingTokens - tokenizer.count(kept));
  return { question: kept, standaloneQuestion: tokenizer.truncate(standaloneQuestion, left) };
}

/**
 * Puts the prompt together, stable parts first, each within its token budget. What falls out of the history is
 * summarised. The counts are those of the parts as they are sent.
 */
export function compose(input: ComposeInput, tokenizer: Tokenizer): Prompt {
  const { budget } = input;
  const system = tokenizer.truncate(input.template.system, budget.system);
  const passages = bestFirstAndLast(passagesWithin(input.passages, budget.context, tokenizer));
  const { kept, dropped } = truncateHistory(input.history, budget.history, tokenizer);
  const summary = summarise(dropped, budget.summary, tokenizer);
  const questions = questionsWithin(input, budget.question, tokenizer);
  const sum = (texts: string[]) => texts.reduce((total, text) => total + tokenizer.count(text), 0);
  const tokens: PromptTokens = {
    system: tokenizer.count(system),
    context: sum(passages.map((passage, index) => renderPassage(passage, index + 1))),
    summary: tokenizer.count(summary),
    history: sum(kept.map((turn) => turn.text)) + 4 * kept.length,
    question: tokenizer.count(renderQuestion(questions)),
  };
  return {
    version: input.template.version,
    system,
    passages,
    summary,
    history: kept,
    ...questions,
    answerable: input.answerable,
    ...(input.units && { units: input.units }),
    locale: input.locale,
    tokens,
  };
}
