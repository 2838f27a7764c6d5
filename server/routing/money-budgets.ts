import { LRUCache } from 'lru-cache';
import type { Clock } from '../ports/clock.ts';

export interface MoneyLimits {
  usdPerDay: number;
  usdPerConversation: number;
  usdPerVisitorPerDay: number;
}

export type MoneyAllowance = 'any' | 'small-only' | 'none';

export interface Spender {
  conversationId: string;
  visitorId: string;
}

/** From this share of a budget on, only the small model is asked. */
const thriftyShare = 0.8;

const dayMs = 24 * 60 * 60 * 1000;

/** Hears when the day's budget comes to a new stage, and back at the next day. */
export type BudgetWatcher = (allowance: MoneyAllowance, usedShare: number) => void;

/**
 * What the models may still cost: a day in all, a visitor and day, and a conversation; days are UTC. Counted by this process;
 * the day's total also learns what the database says was spent, so neither a restart nor a second node refills it.
 */
export class MoneyBudgets {
  readonly #limits: MoneyLimits;
  readonly #clock: Clock;
  readonly #byVisitor = new LRUCache<string, number>({ max: 50_000, ttl: dayMs });
  readonly #byConversation = new LRUCache<string, number>({ max: 50_000 });
  #day = 0;
  #spentToday = 0;
  #stage: MoneyAllowance = 'any';
  #watcher: BudgetWatcher = () => {};

  constructor(limits: MoneyLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    this.#day = this.#today();
  }

  watch(watcher: BudgetWatcher): void {
    this.#watcher = watcher;
  }

  /** What was spent today in all, as far as somebody else has counted it: before this process began, or by other nodes. */
  learnSpentToday(spentTodayUsd: number): void {
    this.#turnDay();
    this.#spentToday = Math.max(this.#spentToday, spentTodayUsd);
    this.#announce();
  }

  /** Counts a call to a model towards the day, whoever it was made for. */
  spendToday(costUsd: number): void {
    this.#turnDay();
    this.#spentToday += costUsd;
    this.#announce();
  }

  /** Counts a turn towards its conversation and its visitor. */
  spend({ conversationId, visitorId }: Spender, costUsd: number): void {
    const visitor = this.#visitorKey(visitorId);
    this.#byVisitor.set(visitor, (this.#byVisitor.get(visitor) ?? 0) + costUsd);
    this.#byConversation.set(
      conversationId,
      (this.#byConversation.get(conversationId) ?? 0) + costUsd,
    );
  }

  allowance({ conversationId, visitorId }: Spender): MoneyAllowance {
    this.#turnDay();
    const { usdPerDay, usdPerConversation, usdPerVisitorPerDay } = this.#limits;
    const used = Math.max(
      this.#spentToday / usdPerDay,
      (this.#byConversation.get(conversationId) ?? 0) / usdPerConversation,
      (this.#byVisitor.get(this.#visitorKey(visitorId)) ?? 0) / usdPerVisitorPerDay,
    );
    return stageOf(used);
  }

  /** Share of the day's budget that is used, for the alert. */
  get usedToday(): number {
    this.#turnDay();
    return this.#spentToday / this.#limits.usdPerDay;
  }

  /** What the day's money still allows, for the alert. */
  get stageToday(): MoneyAllowance {
    return stageOf(this.usedToday);
  }

  #turnDay(): void {
    const today = this.#today();
    if (today === this.#day) return;
    this.#day = today;
    this.#spentToday = 0;
    this.#announce();
  }

  #announce(): void {
    const used = this.#spentToday / this.#limits.usdPerDay;
    const stage = stageOf(used);
    if (stage === this.#stage) return;
    this.#stage = stage;
    this.#watcher(stage, used);
  }

  #today(): number {
    return Math.floor(this.#clock.nowMs() / dayMs);
  }

  #visitorKey(visitorId: string): string {
    return `${this.#today()} ${visitorId}`;
  }
}

function stageOf(usedShare: number): MoneyAllowance {
  if (usedShare >= 1) return 'none';
  return usedShare >= thriftyShare ? 'small-only' : 'any';
}
