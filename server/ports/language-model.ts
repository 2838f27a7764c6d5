import type { PromptTokens } from '../../shared/receipt.ts';
import type { Passage } from './knowledge-store.ts';
import type { ReadUnit } from './reader.ts';

export interface HistoryTurn {
  role: 'customer' | 'assistant';
  text: string;
}

/** A prompt by its parts, in the order that keeps a provider's prompt cache warm: stable parts first. */
export interface Prompt {
  version: string;
  system: string;
  /** Numbered from 1 in this order; an answer cites them as [n]. */
  passages: Passage[];
  /** What fell out of the history, in short; empty when nothing did. */
  summary: string;
  history: HistoryTurn[];
  /** The question as the customer put it, screened. */
  question: string;
  /** The question with what it leans on filled in; equals `question` when it stands alone. */
  standaloneQuestion: string;
  /** Chance from 0 to 1 that the passages answer, as retrieval sees it; absent where it is not known. */
  answerable?: number;
  /** What a reader made of the parts of the passages; absent where there was no reading. No model is shown it. */
  units?: readonly ReadUnit[];
  /** Of the customer; for what a model says in its own words. */
  locale?: string;
  tokens: PromptTokens;
}

/** How a passage reads in a prompt; its tokens are counted in this form. */
export function renderPassage(passage: Passage, number: number): string {
  return `[${number}] ${passage.documentTitle} — ${passage.heading}\n${passage.text}`;
}

export interface TokenUsage {
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
}

export type FinishReason = 'stop' | 'length' | 'content-filter';

export type ModelEvent =
  | { type: 'text'; text: string; logProbability?: number }
  /** Terminal: a stream without it was cut. `usage` is null where the provider reports none. */
  | {
      type: 'end';
      finishReason: FinishReason;
      usage: TokenUsage | null;
      /** Set by a model that knows that it gave no answer. */
      abstained?: boolean;
    };

export interface ModelRequest {
  prompt: Prompt;
  maxOutputTokens: number;
  /**
   * Text already shown to the customer, to be continued. The model may begin with its last words again; the caller
   * joins the two without doubling them.
   */
  continueFrom?: string;
  /** Aborting ends the stream and the provider's call; the iterator then throws `cancelled`. */
  signal: AbortSignal;
  /** Called when the request has left for the provider, who may charge for it from there on; never by a model that is free. */
  onSent?: () => void;
}

/**
 * Writes answers. One instance stands for one model of one provider.
 * Throws DeskhandError `model-unavailable`, `model-rate-limited` (with retryAfterMs where the provider said),
 * `model-malformed`, `model-refused` or `cancelled`; it does no retries and keeps no timers of its own.
 */
export interface LanguageModel {
  readonly id: string;
  readonly provider: string;
  stream(request: ModelRequest): AsyncIterable<ModelEvent>;
}

/** The question as a model is shown it: with the version that stands on its own beneath, where that is another one. */
export function renderQuestion({
  question,
  standaloneQuestion,
}: Pick<Prompt, 'question' | 'standaloneQuestion'>): string {
  return question === standaloneQuestion ? question : `${question}\n\n(${standaloneQuestion})`;
}
