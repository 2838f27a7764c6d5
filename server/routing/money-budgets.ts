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

/**
 * What the models may still cost: a day in all, a visitor and day, and a conversation; days are UTC. Counted by this process;
 * the day's total begins with what the database says was spent, so a restart does not refill it.
 */
export class MoneyBudgets {
  readonly #limits: MoneyLimits;
  readonly #clock: Clock;
  readonly #byVisitor = new LRUCache<string, number>({ max: 50_000, ttl: dayMs });
  readonly #byConversation = new LRUCache<string, number>({ max: 50_000 });
  #day = 0;
  #spentToday = 0;

  constructor(limits: MoneyLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    this.#day = this.#today();
  }

  /** What was spent today before this process began. */
  begin(spentTodayUsd: number): void {
    this.#spentToday += spentTodayUsd;
  }

  spend({ conversationId, visitorId }: Spender, costUsd: number): void {
    this.#turnDay();
    this.#spentToday += costUsd;
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
    if (used >= 1) return 'none';
    return used >= thriftyShare ? 'small-only' : 'any';
  }

  /** Share of the day's budget that is used, for the alert. */
  get usedToday(): number {
    this.#turnDay();
    return this.#spentToday / this.#limits.usdPerDay;
  }

  #turnDay(): void {
    const today = this.#today();
    if (today === this.#day) return;
    this.#day = today;
    this.#spentToday = 0;
  }

  #today(): number {
    return Math.floor(this.#clock.nowMs() / dayMs);
  }

  #visitorKey(visitorId: string): string {
    return `${this.#today()} ${visitorId}`;
  }
}
