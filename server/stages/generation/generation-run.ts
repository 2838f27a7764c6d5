import type { ModelAttempt } from '../../../shared/receipt.ts';
import type { ModelRequest } from '../../ports/language-model.ts';
import type { Rung } from '../../routing/ladder.ts';
import type {
  AttemptOutcome,
  GenerateDependencies,
  GenerateRequest,
  GenerationOutcome,
  GenerationResult,
} from './generation.ts';
import { LadderWalk } from './ladder-walk.ts';

const defaults = { waitBudgetMs: 1500, hedgeAfterMs: 1500, retryDelayMs: 100 };

/** What one generation knows: the text so far, the calls made, the time left. */
export class GenerationRun {
  readonly dependencies: GenerateDependencies;
  readonly walk: LadderWalk;
  readonly hedgeAfterMs: number;
  readonly retryDelayMs: number;
  /** What was yielded so far. */
  shown = '';
  readonly #request: GenerateRequest;
  readonly #attempts: ModelAttempt[] = [];
  readonly #deadline = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #waitingSinceMs: number;
  #signal: AbortSignal;

  constructor(request: GenerateRequest, dependencies: GenerateDependencies) {
    this.#request = request;
    this.dependencies = dependencies;
    this.hedgeAfterMs = dependencies.hedgeAfterMs ?? defaults.hedgeAfterMs;
    this.retryDelayMs = dependencies.retryDelayMs ?? defaults.retryDelayMs;
    this.walk = new LadderWalk(request.ladder);
    this.#signal = AbortSignal.any([request.signal, this.#deadline.signal]);
    this.#waitingSinceMs = dependencies.clock.monotonicMs();
    this.#timer = setTimeout(() => this.#deadline.abort(), request.budgetMs);
  }

  /** Aborts when the answer is stopped or its time is up. */
  get signal(): AbortSignal {
    return this.#signal;
  }

  get stopped(): boolean {
    return this.#request.signal.aborted;
  }

  get outOfTime(): boolean {
    return this.#deadline.signal.aborted;
  }

  /** From here on only quoting is tried, and no time limit applies to it. */
  forgetDeadline(): void {
    this.walk.leaveOnlyExtractive();
    this.#signal = this.#request.signal;
  }

  /** Milliseconds that may still go into waiting for a busy provider. */
  waitLeftMs(): number {
    const waited = this.dependencies.clock.monotonicMs() - this.#waitingSinceMs;
    return Math.max(0, (this.#request.waitBudgetMs ?? defaults.waitBudgetMs) - waited);
  }

  /** After a cut the customer waits anew. */
  renewWaitBudget(): void {
    this.#waitingSinceMs = this.dependencies.clock.monotonicMs();
  }

  modelRequest(): Omit<ModelRequest, 'signal'> {
    const { prompt, maxOutputTokens } = this.#request;
    return this.shown === ''
      ? { prompt, maxOutputTokens }
      : { prompt, maxOutputTokens, continueFrom: this.shown };
  }

  readonly noteAttempt = (attempt: ModelAttempt): void => {
    this.#attempts.push(attempt);
    this.dependencies.onAttempt?.(attempt);
  };

  /** How a cancelled call ended: it lost a hedge, ran out of time, or the answer was stopped. */
  stopOutcome(signal: AbortSignal): AttemptOutcome {
    if (this.stopped) return 'stopped';
    return signal.reason === 'hedge-lost' ? 'hedge-lost' : 'failed';
  }

  finish(outcome: GenerationOutcome, rung: Rung | null): GenerationResult {
    const servedBy = rung && { model: rung.id, provider: rung.provider, tier: rung.tier };
    return { outcome, servedBy, attempts: this.#attempts };
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
