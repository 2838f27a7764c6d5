import type { Clock } from '../ports/clock.ts';
import type { SpendingStore } from '../ports/spending-store.ts';
import { KeptSums } from './kept-sums.ts';

export interface MoneyLimits {
  usdPerDay: number;
  usdPerConversation: number;
  usdPerVisitorPerDay: number;
  /** 0: no limit. */
  usdPerAddressPerDay: number;
}

export type MoneyAllowance = 'any' | 'small-only' | 'none';

/** Whom an answer is for. */
export interface Spender {
  conversationId: string;
  visitorId: string;
  /** Where the question came from; unknown for one that is answered after a restart. */
  address?: string | undefined;
}

export interface MoneyBudgetParts {
  clock: Clock;
  spending: SpendingStore;
  onError: (error: unknown) => void;
}

/** From this share of a budget on, only the small model is asked. */
const thriftyShare = 0.8;

/** Hears when the day's budget comes to a new stage, and back at the next day. */
export type BudgetWatcher = (allowance: MoneyAllowance, usedShare: number) => void;

interface Budget {
  key: string;
  limitUsd: number;
  read: () => Promise<number>;
}

/**
 * What the models may still cost: a day in all, a visitor, an address and day, and a conversation; days are UTC. What was spent is
 * read from the database and what this process spends meanwhile added, so neither a restart nor a second node refills a budget.
 */
export class MoneyBudgets {
  readonly #limits: MoneyLimits;
  readonly #parts: MoneyBudgetParts;
  readonly #sums: KeptSums;
  #day: string;
  #spentToday = 0;
  #stage: MoneyAllowance = 'any';
  #watcher: BudgetWatcher = () => {};

  constructor(limits: MoneyLimits, parts: MoneyBudgetParts) {
    this.#limits = limits;
    this.#parts = parts;
    this.#sums = new KeptSums(parts);
    this.#day = this.#today();
  }

  /** Tells of the stage at once where it is not the first. */
  watch(watcher: BudgetWatcher): void {
    this.#watcher = watcher;
    if (this.#stage !== 'any') watcher(this.#stage, this.usedToday);
  }

  /** Takes over what was spent today in all: before this process began, or by other nodes. Rejects as the store does. */
  async learnSpentToday(): Promise<void> {
    const day = this.#today();
    const spentUsd = await this.#parts.spending.ofDay(day);
    this.#turnDay();
    if (day !== this.#day) return;
    this.#spentToday = Math.max(this.#spentToday, spentUsd);
    this.#announce();
  }

  /** Counts a call to a model towards the day, whoever it was made for. */
  spendToday(costUsd: number): void {
    this.#turnDay();
    this.#spentToday += costUsd;
    this.#announce();
  }

  /** Counts a turn, whose receipt is stored, towards its conversation, its visitor and their address. */
  spend(spender: Spender, costUsd: number): void {
    if (costUsd === 0) return;
    for (const { key } of this.#budgetsOf(spender)) this.#sums.add(key, costUsd);
    const { address } = spender;
    if (address === undefined || this.#limits.usdPerAddressPerDay === 0) return;
    const { spending, onError } = this.#parts;
    spending.addToAddress(address, this.#today(), costUsd).catch(onError);
  }

  /** What may still be spent on somebody, or with null off the path. What cannot be read counts as not spent; the day's sum holds. */
  async allowance(spender: Spender | null): Promise<MoneyAllowance> {
    const budgets = spender === null ? [] : this.#budgetsOf(spender);
    const used = await Promise.all(
      budgets.map(async ({ key, limitUsd, read }) => (await this.#sums.get(key, read)) / limitUsd),
    );
    return stageOf(Math.max(this.usedToday, ...used));
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

  #budgetsOf({ conversationId, visitorId, address }: Spender): Budget[] {
    const { spending } = this.#parts;
    const { usdPerConversation, usdPerVisitorPerDay, usdPerAddressPerDay } = this.#limits;
    const day = this.#today();
    const budgets: Budget[] = [
      {
        key: `conversation ${conversationId}`,
        limitUsd: usdPerConversation,
        read: () => spending.ofConversation(conversationId),
      },
      {
        key: `visitor ${day} ${visitorId}`,
        limitUsd: usdPerVisitorPerDay,
        read: () => spending.ofVisitor(visitorId, day),
      },
    ];
    if (address === undefined || usdPerAddressPerDay === 0) return budgets;
    const ofAddress = {
      key: `address ${day} ${address}`,
      limitUsd: usdPerAddressPerDay,
      read: () => spending.ofAddress(address, day),
    };
    return [...budgets, ofAddress];
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

  #today(): string {
    return new Date(this.#parts.clock.nowMs()).toISOString().slice(0, 10);
  }
}

function stageOf(usedShare: number): MoneyAllowance {
  if (usedShare >= 1) return 'none';
  return usedShare >= thriftyShare ? 'small-only' : 'any';
}
