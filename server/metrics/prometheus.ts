import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { OffPathPurpose } from '../../shared/admin-figures.ts';
import type { Receipt } from '../../shared/receipt.ts';
import type { OffPathCall } from '../ports/spending-store.ts';

/** Bounds in seconds around the article's budgets: 1.5 s to the first token, 5 s in all. */
const latencyBuckets = [0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 5, 10, 30];

/**
 * What a scraper sees, of this process: answers are counted from receipts as they are made, calls to models as they end,
 * also those that no receipt names, such as the loser of a hedge that ended after its answer.
 */
export class PrometheusMetrics {
  readonly registry = new Registry();
  readonly #answers = this.#counter('deskhand_answers_total', 'Answers by what served them', [
    'served_by',
    'task_class',
  ]);
  readonly #cost = this.#counter('deskhand_cost_usd_total', 'Cost of model calls in USD', [
    'model',
  ]);
  readonly #referenceCost = this.#counter(
    'deskhand_reference_cost_usd_total',
    'Cost of the same answers with the reference model and no caches',
    [],
  );
  readonly #tokens = this.#counter('deskhand_tokens_total', 'Tokens by model and direction', [
    'model',
    'direction',
  ]);
  readonly #attempts = this.#counter('deskhand_model_calls_total', 'Model calls by outcome', [
    'model',
    'provider',
    'outcome',
  ]);
  readonly #rejected = this.#counter(
    'deskhand_rejected_drafts_total',
    'Drafts that were paid for and not kept',
    ['model'],
  );
  readonly #lookups = this.#counter(
    'deskhand_cache_lookups_total',
    'Cache lookups by tier and outcome',
    ['tier', 'outcome'],
  );
  readonly #verdicts = this.#counter(
    'deskhand_verifications_total',
    'Answers by what the check of their values said',
    ['verdict'],
  );
  readonly #heldBack = this.#counter(
    'deskhand_values_held_back_total',
    'Critical values that no document held and nobody saw',
    [],
  );
  readonly #degraded = this.#counter(
    'deskhand_degraded_answers_total',
    'Answers given although a part was down',
    [],
  );
  readonly #followUps = this.#counter(
    'deskhand_follow_ups_total',
    'Follow-ups by who made them stand alone, and why the rules did where a model did not',
    ['by', 'because'],
  );
  readonly #offPathCost = this.#counter(
    'deskhand_off_path_cost_usd_total',
    "Cost of calls for no customer's answer, part of the cost of model calls",
    ['purpose'],
  );
  readonly #refused = this.#counter(
    'deskhand_refused_events_total',
    "Customers' messages and other events that were refused, by code",
    ['event', 'code'],
  );
  readonly #ttft = this.#histogram(
    'deskhand_ttft_seconds',
    'Time from the stored message to the first text',
  );
  readonly #total = this.#histogram(
    'deskhand_answer_seconds',
    'Time from the stored message to the end of the answer',
  );

  constructor() {
    // Memory, processor and the delay of the event loop.
    collectDefaultMetrics({ register: this.registry });
  }

  observe(receipt: Receipt): void {
    const served = { served_by: receipt.servedBy };
    this.#answers.inc({ ...served, task_class: receipt.taskClass });
    this.#referenceCost.inc(receipt.referenceCostUsd);
    this.#verdicts.inc({ verdict: receipt.verification.verdict });
    this.#heldBack.inc(receipt.verification.unsupported.length);
    const { followUp } = receipt;
    if (followUp !== undefined) {
      const because = followUp.by === 'rules' ? followUp.because : 'accepted';
      this.#followUps.inc({ by: followUp.by, because });
    }
    if (receipt.retrieval.degraded) this.#degraded.inc();
    for (const tier of ['exact', 'semantic', 'fragment'] as const) {
      this.#lookups.inc({ tier, outcome: receipt.cache[tier] });
    }
    this.#ttft.observe(served, receipt.ttftMs / 1000);
    this.#total.observe(served, receipt.totalMs / 1000);
    for (const { model, outcome, purpose } of receipt.attempts) {
      if (outcome === 'rejected' && purpose === undefined) this.#rejected.inc({ model });
    }
  }

  /** Counts one call to a model that has ended, whatever became of what it wrote. */
  observeCall({ model, provider, outcome, ...call }: OffPathCall): void {
    this.#cost.inc({ model }, call.costUsd);
    this.#attempts.inc({ model, provider, outcome });
    this.#tokens.inc({ model, direction: 'input' }, call.inputTokens - call.cachedInputTokens);
    this.#tokens.inc({ model, direction: 'cached-input' }, call.cachedInputTokens);
    this.#tokens.inc({ model, direction: 'output' }, call.outputTokens);
  }

  /** Calls for no customer's answer, which `observeCall` counted too. */
  offPath(purpose: OffPathPurpose, calls: readonly OffPathCall[]): void {
    for (const { costUsd } of calls) this.#offPathCost.inc({ purpose }, costUsd);
  }

  refusedEvent(event: string, code: string): void {
    this.#refused.inc({ event, code });
  }

  /** A value that is read when it is asked for. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.registry],
      collect: async () => gauge.set(await read()),
    });
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #histogram(name: string, help: string): Histogram<'served_by'> {
    return new Histogram({
      name,
      help,
      labelNames: ['served_by'],
      buckets: latencyBuckets,
      registers: [this.registry],
    });
  }
}
