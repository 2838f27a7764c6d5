import type { Rate } from '../../shared/admin-figures.ts';
import type { TaskClass } from '../../shared/receipt.ts';
import { rateOf } from '../metrics/wilson-interval.ts';
import type { CalibrationStore, ClassCalibration } from '../ports/calibration-store.ts';
import {
  type CalibrationSettings,
  type CalibrationState,
  chooseThreshold,
  defaultCalibration,
  emptyCalibration,
  mergeCalibrations,
  recordLookup,
  recordObservation,
  type Threshold,
} from './decision/calibration.ts';
import type { HitCalibration } from './hit-decision.ts';

/** A threshold is chosen anew after so many lookups and observations of its class. */
const refreshEvery = 20;

/** One line of the admin page. */
export interface ClassOverview {
  taskClass: TaskClass;
  threshold: Threshold;
  lookups: number;
  /** Wrong among the observations at or above the threshold, with its interval. */
  wrong: Rate;
  observations: number;
}

interface ClassRecord {
  state: CalibrationState;
  /** What this process has added since it last told the store. */
  unsaved: CalibrationState;
  threshold: Threshold | null;
  changes: number;
}

/**
 * What each class of questions has shown, for choosing its threshold: the stored sums of all nodes and this
 * process's additions. Reading and noting never wait; `load` and `save` reach the store.
 */
export class CalibrationKeeper implements HitCalibration {
  readonly #verifierId: string;
  readonly #store: CalibrationStore;
  readonly #settings: CalibrationSettings;
  #records = new Map<TaskClass, ClassRecord>();

  constructor(parts: { verifierId: string; store: CalibrationStore; bound?: number }) {
    this.#verifierId = parts.verifierId;
    this.#store = parts.store;
    this.#settings = { ...defaultCalibration, bound: parts.bound ?? defaultCalibration.bound };
  }

  thresholdFor(taskClass: TaskClass): number {
    return this.#thresholdOf(this.#recordOf(taskClass)).score;
  }

  /** What was observed of a class, whatever the score. */
  observed(taskClass: TaskClass): { observed: number; wrong: number } {
    const { state } = this.#recordOf(taskClass);
    return { observed: total(state.observed), wrong: total(state.wrong) };
  }

  noteLookup(taskClass: TaskClass, score: number): void {
    this.#note(taskClass, (state) => recordLookup(state, score));
  }

  noteObservation(taskClass: TaskClass, score: number, correct: boolean): void {
    this.#note(taskClass, (state) => recordObservation(state, score, correct));
  }

  overview(): ClassOverview[] {
    return [...this.#records].map(([taskClass, record]) => {
      const threshold = chooseThreshold(record.state, this.#settings, this.#all());
      const { wrong, observed } = threshold;
      return {
        taskClass,
        threshold,
        lookups: total(record.state.lookups),
        observations: total(record.state.observed),
        wrong: rateOf(wrong, observed),
      };
    });
  }

  /** Takes over what the store has; to be called at start, and now and then for what other nodes learned. */
  async load(): Promise<void> {
    const stored = await this.#store.load(this.#verifierId);
    const records = new Map<TaskClass, ClassRecord>();
    for (const { taskClass, ...sums } of stored) records.set(taskClass, this.#newRecord(sums));
    for (const [taskClass, { unsaved }] of this.#records) {
      const record = records.get(taskClass) ?? this.#newRecord();
      records.set(taskClass, {
        ...record,
        state: mergeCalibrations(record.state, unsaved),
        unsaved,
      });
    }
    this.#records = records;
  }

  /** Adds this process's part to the store; what could not be added is kept for the next time. */
  async save(): Promise<void> {
    const additions: ClassCalibration[] = [];
    for (const [taskClass, record] of this.#records) {
      if (total(record.unsaved.lookups) + total(record.unsaved.observed) === 0) continue;
      additions.push({ taskClass, ...record.unsaved });
      record.unsaved = emptyCalibration(this.#verifierId);
    }
    if (additions.length === 0) return;
    try {
      await this.#store.add(additions);
    } catch (error) {
      for (const { taskClass, ...sums } of additions) {
        const record = this.#recordOf(taskClass);
        record.unsaved = mergeCalibrations(record.unsaved, sums);
      }
      throw error;
    }
  }

  #note(taskClass: TaskClass, change: (state: CalibrationState) => CalibrationState): void {
    const record = this.#recordOf(taskClass);
    record.state = change(record.state);
    record.unsaved = change(record.unsaved);
    record.changes += 1;
  }

  #thresholdOf(record: ClassRecord): Threshold {
    if (record.threshold === null || record.changes >= refreshEvery) {
      record.threshold = chooseThreshold(record.state, this.#settings, this.#all());
      record.changes = 0;
    }
    return record.threshold;
  }

  /** All classes together: where a class with few observations starts from. */
  #all(): CalibrationState {
    const states = [...this.#records.values()].map(({ state }) => state);
    return states.reduce(mergeCalibrations, emptyCalibration(this.#verifierId));
  }

  #recordOf(taskClass: TaskClass): ClassRecord {
    const record = this.#records.get(taskClass) ?? this.#newRecord();
    this.#records.set(taskClass, record);
    return record;
  }

  #newRecord(state = emptyCalibration(this.#verifierId)): ClassRecord {
    return { state, unsaved: emptyCalibration(this.#verifierId), threshold: null, changes: 0 };
  }
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
