import { hashToUnit } from './random.ts';
import type { Fault, FaultRule } from './script.ts';

/** Decides which fault strikes a request: the first rule that matches. */
export class FaultPlan {
  readonly #rules: { rule: FaultRule; seen: number }[];

  constructor(rules: FaultRule[]) {
    this.#rules = rules.map((rule) => ({ rule, seen: 0 }));
  }

  next(model: string): Fault | null {
    let struck: Fault | null = null;
    for (const entry of this.#rules) {
      if (entry.rule.model !== undefined && entry.rule.model !== model) continue;
      entry.seen += 1;
      if (struck === null && matches(entry.rule, entry.seen)) struck = entry.rule.fault;
    }
    return struck;
  }
}

function matches(rule: FaultRule, request: number): boolean {
  if (request < (rule.fromRequest ?? 1)) return false;
  if (request > (rule.toRequest ?? Number.POSITIVE_INFINITY)) return false;
  if (rule.every !== undefined && request % rule.every !== 0) return false;
  if (rule.probability === undefined) return true;
  return hashToUnit(`${rule.seed ?? 0}/${rule.fault.kind}/${request}`) < rule.probability;
}
