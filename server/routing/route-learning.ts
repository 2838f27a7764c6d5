import { z } from 'zod';
import type { TaskClass } from '../../shared/receipt.ts';
import type { Clock } from '../ports/clock.ts';
import type { SettingStore, StoredSetting } from '../ports/setting-store.ts';
import type { Tier } from './ladder.ts';
import {
  decayed,
  emptyRecord,
  type RouteEvidence,
  type RouteRecord,
  routeRecordSchema,
  withEvidence,
} from './route-record.ts';

/** Where what was learned is kept. */
export type LearningStore = Pick<SettingStore, 'get' | 'update'>;

export interface Quality {
  /** Mean of the posterior, from 0 to 1. */
  mean: number;
  /** Bounds of its 95% interval. */
  low: number;
  high: number;
  /** How much evidence of its own the class has, faded. */
  evidence: number;
}

/** A model at a class, as the admin page shows it. */
export interface LearnedRoute extends RouteRecord {
  quality: Quality;
}

const recordsName = 'routing.records';
const overridesName = 'routing.overrides';
/** Pseudo-observations with which a class leans on the model's rate over all classes. */
const shrinkage = 20;
/** What is assumed of a model nobody has tried, and how many observations that is worth. */
const priorRate: Record<Tier, number> = { small: 0.75, large: 0.92, extractive: 0.5 };
const priorWeight = 10;

/**
 * What experience says about each model at each class of question: a Beta posterior of success, shrunk to the model's
 * rate over all classes. Several processes may share one store: each adds its own news to what is stored, and takes over what
 * others stored when it refreshes.
 */
export class RouteLearning {
  readonly #clock: Clock;
  readonly #store: LearningStore;
  #records = new Map<string, RouteRecord>();
  #overrides: { byClass: Map<TaskClass, string>; version: number } = {
    byClass: new Map(),
    version: 0,
  };
  #unsaved: { evidence: RouteEvidence; atMs: number }[] = [];
  #work: Promise<void> = Promise.resolve();

  constructor(store: LearningStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * Adds news to what is stored and takes over what others stored, lessons and overrides; what is damaged is left out. Throws as
   * the store does; nothing is lost then. One refresh follows another: an older reading never replaces a newer one.
   */
  refresh(): Promise<void> {
    const refreshed = this.#work.then(() => this.#refresh());
    this.#work = refreshed.catch(() => {});
    return refreshed;
  }

  async #refresh(): Promise<void> {
    this.#takeOver(await this.#store.get(overridesName));
    const news = this.#unsaved;
    const records =
      news.length === 0
        ? await this.#store.get(recordsName)
        : await this.#store.update(recordsName, (stored) => withNews(stored, news));
    this.#unsaved = this.#unsaved.slice(news.length);
    this.#records = toMap(records?.value);
    for (const { evidence, atMs } of this.#unsaved) this.#apply(evidence, atMs);
  }

  /** What was read before an override was set here comes too late. */
  #takeOver(stored: StoredSetting | null): void {
    if (stored === null || stored.version < this.#overrides.version) return;
    this.#overrides = { byClass: toOverrides(stored.value), version: stored.version };
  }

  /** Learns from one turn, or from later news about one. */
  learn(evidence: RouteEvidence): void {
    const atMs = this.#clock.nowMs();
    this.#apply(evidence, atMs);
    this.#unsaved = [...this.#unsaved, { evidence, atMs }];
  }

  quality(taskClass: TaskClass, model: string, tier: Tier): Quality {
    const nowMs = this.#clock.nowMs();
    const own = decayed(this.#record(taskClass, model), nowMs);
    const rate = this.#globalRate(model, tier, nowMs);
    const alpha = own.successes + shrinkage * rate;
    const beta = own.failures + shrinkage * (1 - rate);
    const total = alpha + beta;
    const mean = alpha / total;
    const spread = 1.96 * Math.sqrt((mean * (1 - mean)) / (total + 1));
    return {
      mean,
      low: Math.max(0, mean - spread),
      high: Math.min(1, mean + spread),
      evidence: own.successes + own.failures,
    };
  }

  /** Running mean of the milliseconds to a model's first token over all classes; null where it was never asked. */
  ttftMs(model: string): number | null {
    const seen = [...this.#records.values()].filter(
      (record) => record.model === model && record.turns > 0,
    );
    const turns = seen.reduce((sum, record) => sum + record.turns, 0);
    if (turns === 0) return null;
    return seen.reduce((sum, record) => sum + record.ttftMs * record.turns, 0) / turns;
  }

  /** Everything learned, for the admin page. */
  all(tierOf: (model: string) => Tier): LearnedRoute[] {
    return [...this.#records.values()].map((record) => ({
      ...record,
      quality: this.quality(record.taskClass, record.model, tierOf(record.model)),
    }));
  }

  /** The model an admin chose for a class, if one did. */
  override(taskClass: TaskClass): string | undefined {
    return this.#overrides.byClass.get(taskClass);
  }

  overrides(): Partial<Record<TaskClass, string>> {
    return Object.fromEntries(this.#overrides.byClass);
  }

  /** Sets or, with null, lifts an override, and leaves those of other classes as they are stored. Throws as the store does. */
  async setOverride(taskClass: TaskClass, model: string | null): Promise<void> {
    const stored = await this.#store.update(overridesName, (value) => {
      const changed = toOverrides(value);
      if (model === null) changed.delete(taskClass);
      else changed.set(taskClass, model);
      return Object.fromEntries(changed);
    });
    this.#takeOver(stored);
  }

  #globalRate(model: string, tier: Tier, nowMs: number): number {
    let successes = priorWeight * priorRate[tier];
    let total = priorWeight;
    for (const record of this.#records.values()) {
      if (record.model !== model) continue;
      const faded = decayed(record, nowMs);
      successes += faded.successes;
      total += faded.successes + faded.failures;
    }
    return successes / total;
  }

  #record(taskClass: TaskClass, model: string): RouteRecord {
    return this.#records.get(keyOf(taskClass, model)) ?? emptyRecord(taskClass, model, 0);
  }

  #apply(evidence: RouteEvidence, atMs: number): void {
    applyTo(this.#records, evidence, atMs);
  }
}

function applyTo(records: Map<string, RouteRecord>, evidence: RouteEvidence, atMs: number): void {
  const key = keyOf(evidence.taskClass, evidence.model);
  const known = records.get(key) ?? emptyRecord(evidence.taskClass, evidence.model, atMs);
  records.set(key, withEvidence(known, evidence, atMs));
}

function withNews(
  stored: unknown,
  news: readonly { evidence: RouteEvidence; atMs: number }[],
): RouteRecord[] {
  const records = toMap(stored);
  for (const { evidence, atMs } of news) applyTo(records, evidence, atMs);
  return [...records.values()];
}

function toOverrides(stored: unknown): Map<TaskClass, string> {
  const parsed = z.record(z.string(), z.string()).safeParse(stored);
  return new Map(Object.entries(parsed.data ?? {}) as [TaskClass, string][]);
}

function toMap(stored: unknown): Map<string, RouteRecord> {
  const rows = Array.isArray(stored) ? stored : [];
  const records = rows.flatMap((row) => {
    const parsed = routeRecordSchema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
  return new Map(records.map((record) => [keyOf(record.taskClass, record.model), record]));
}

function keyOf(taskClass: TaskClass, model: string): string {
  return `${taskClass}/${model}`;
}
