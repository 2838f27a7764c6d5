import type { Rate } from '../../shared/admin-figures.ts';
import type { HitAudit } from './hit-audit.ts';

export interface WrongHitAlarmParts {
  audit: Pick<HitAudit, 'recent'>;
  /** Highest share of hits that may be wrong, 0..1. */
  bound: number;
  /** Called once when the alarm goes on, and once when it goes off. */
  onChange(isRaised: boolean, rate: Rate): void;
}

/**
 * Goes on when the wrong-hit rate is above the bound beyond doubt: when the lower end of its 95% interval is. A few samples
 * with one wrong among them raise nothing.
 */
export class WrongHitAlarm {
  readonly #parts: WrongHitAlarmParts;
  #isRaised = false;
  #rate: Rate | null = null;

  constructor(parts: WrongHitAlarmParts) {
    this.#parts = parts;
  }

  get isRaised(): boolean {
    return this.#isRaised;
  }

  /** As of the last check; null before it. */
  get rate(): Rate | null {
    return this.#rate;
  }

  async check(): Promise<void> {
    const rate = await this.#parts.audit.recent();
    this.#rate = rate;
    const isRaised = (rate.low ?? 0) > this.#parts.bound;
    if (isRaised === this.#isRaised) return;
    this.#isRaised = isRaised;
    this.#parts.onChange(isRaised, rate);
  }
}
