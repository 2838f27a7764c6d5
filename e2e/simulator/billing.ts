import type { ModelBill } from './script.ts';

/** Counts per model what a provider would charge. */
export class Billing {
  readonly #bills = new Map<string, ModelBill>();

  of(model: string): ModelBill {
    let bill = this.#bills.get(model);
    if (!bill) {
      bill = {
        requests: 0,
        completed: 0,
        aborted: 0,
        failed: 0,
        inputTokens: 0,
        cachedInputTokens: 0,
        outputTokens: 0,
      };
      this.#bills.set(model, bill);
    }
    return bill;
  }

  all(): Record<string, ModelBill> {
    return Object.fromEntries([...this.#bills].map(([model, bill]) => [model, { ...bill }]));
  }
}
