import type { Receipt, TaskClass } from '../../shared/receipt.ts';
import type { AnswerCache } from '../caching/answer-cache.ts';
import type { CacheObserver } from '../caching/observations.ts';
import type { SingleFlight } from '../caching/single-flight.ts';
import type { NearHeading } from '../knowledge/retrieval/heading-index.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConversationStore } from '../ports/conversation-store.ts';
import type { Embedder } from '../ports/embedder.ts';
import type { EventLog } from '../ports/event-log.ts';
import type { Prompt } from '../ports/language-model.ts';
import type { Tokenizer } from '../ports/tokenizer.ts';
import type { MoneyAllowance, Spender } from '../routing/money-budgets.ts';
import type { PromptTemplate, TokenBudget } from '../stages/compose.ts';
import type { Rewrite, RewriteRequest } from '../stages/follow-up/rewrite-follow-up.ts';
import type { GeneratedPiece, GenerationResult } from '../stages/generation/generation.ts';
import type { Retrieval, RetrieveInput } from '../stages/retrieve.ts';
import type { RouteDecision } from '../stages/route.ts';
import type { AnswersInFlight } from './answers-in-flight.ts';
import type { HandOffComponents } from './hand-off.ts';
import type { ProducedAnswer, ProductionEvent } from './produce-answer.ts';
import type { ThreadMemory } from './thread-memory.ts';
import type { DraftTier, WriteAnswerComponents } from './write-answer.ts';

export interface RouteInput {
  question: string;
  vector: Float32Array | null;
  conversationId: string;
  promptTokens: number;
  /** What may be spent on it. */
  money: MoneyAllowance;
}

export interface SearchResult {
  retrieval: Retrieval;
  fromFragments: boolean;
}

/** Which models to try for a turn, by tier, the first that should answer first and `extractive` last. */
export interface Route extends RouteDecision {
  tiers: DraftTier[];
}

/** What became of a turn, for those that learn from it. */
export interface TurnOutcome {
  receipt: Receipt;
  spender: Spender;
  rejected: { tier: DraftTier; reason: string }[];
}

/** Everything a turn reaches, made by the composition root. */
export interface TurnComponents extends HandOffComponents {
  store: ConversationStore;
  events: EventLog;
  clock: Clock;
  tokenizer: Tokenizer;
  embedder: Embedder;
  inFlight: AnswersInFlight;
  threads: ThreadMemory;
  answers: AnswerCache;
  observer: CacheObserver;
  flights: SingleFlight<ProductionEvent, ProducedAnswer>;
  /** Mends typing errors, by the words of the documents in scope. */
  mendSpelling: (question: string, scope: RetrieveInput['scope']) => string;
  /** Has a follow-up written so that it stands alone, at the expense of who asks. */
  rewrite: (request: RewriteRequest, spender: Spender) => Promise<Rewrite>;
  retrieve: (input: RetrieveInput) => Promise<SearchResult>;
  /** Forgets the searches remembered for a question and those nearly the same. */
  forgetSearch: (question: string, scope: RetrieveInput['scope']) => Promise<void>;
  /** Reads the passages with the question; gives them back as they were where nothing can read them. */
  read: (question: string, retrieval: Retrieval) => Promise<Retrieval>;
  /** Headings of the knowledge base near a question's vector, best first. */
  headingsNear: (vector: Float32Array, scope: RetrieveInput['scope']) => NearHeading[];
  /** Language in which the knowledge base is searched for a customer of the locale. */
  knowledgeLocale: (locale: string) => string;
  template: (locale: string) => PromptTemplate;
  tokenBudget: TokenBudget;
  /** Class of a question, as the router sorts it too. */
  classify: (question: string, vector: Float32Array) => TaskClass;
  route: (input: RouteInput) => Promise<Route>;
  /** What may still be spent on who asks, or with null off the path. */
  allowance: (spender: Spender | null) => Promise<MoneyAllowance>;
  generate: (
    tier: DraftTier,
    prompt: Prompt,
    route: Route,
    signal: AbortSignal,
  ) => AsyncGenerator<GeneratedPiece, GenerationResult>;
  judgeDraft: WriteAnswerComponents['judgeDraft'];
  gateMs: number;
  /** Names the models that may answer now: part of every cache key. */
  modelPolicy: () => string;
  referenceCostUsd: (tokens: { inputTokens: number; outputTokens: number }) => number;
  onReceipt: (receipt: Receipt) => void;
  onOutcome: (outcome: TurnOutcome) => void;
  log: TurnLog;
  newId: () => string;
}

export interface TurnLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
