import type { ModelAttempt } from '../../../shared/receipt.ts';
import { DeskhandError } from '../../errors.ts';
import type { ModelEvent, ModelRequest, TokenUsage } from '../../ports/language-model.ts';
import { costUsd } from '../../routing/cost.ts';
import type { Rung } from '../../routing/ladder.ts';
import type { Admission } from '../../routing/provider-guards.ts';
import { CallTimers } from './call-timers.ts';
import { countsAgainstProvider } from './failure-response.ts';
import type { AttemptOutcome, AttemptReason, GenerateDependencies } from './generation.ts';

export interface ModelCallOptions {
  rung: Rung;
  reason: AttemptReason;
  request: Omit<ModelRequest, 'signal' | 'onSent'>;
  admission: Admission;
  /** Aborting it cancels the call. */
  signal: AbortSignal;
  /** Told once how the call ended. */
  onEnd(attempt: ModelAttempt): void;
}

const nothingUsed: TokenUsage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };

/** One call to one model, under its timers and with its account. It ends exactly once, by `end`, whatever happens. */
export class ModelCall {
  readonly rung: Rung;
  readonly #options: ModelCallOptions;
  readonly #dependencies: GenerateDependencies;
  readonly #abort = new AbortController();
  readonly #timers: CallTimers;
  readonly #events: AsyncIterator<ModelEvent>;
  readonly #startedMs: number;
  readonly #stop = (): void => this.#abort.abort();
  #first: ModelEvent | null = null;
  #ttftMs: number | null = null;
  #text = '';
  #usage: TokenUsage | null = null;
  /** The request left for its provider. */
  #sent = false;
  /** The model's terminal event was seen; nothing runs any more that could be aborted. */
  #finished = false;
  #ended = false;

  constructor(options: ModelCallOptions, dependencies: GenerateDependencies) {
    this.rung = options.rung;
    this.#options = options;
    this.#dependencies = dependencies;
    this.#startedMs = dependencies.clock.monotonicMs();
    this.#timers = new CallTimers(options.rung.timeouts, this.#stop);
    options.signal.addEventListener('abort', this.#stop, { once: true });
    if (options.signal.aborted) this.#abort.abort();
    const onSent = (): void => {
      this.#sent = true;
    };
    const request = { ...options.request, signal: this.#abort.signal, onSent };
    this.#events = options.rung.model.stream(request)[Symbol.asyncIterator]();
  }

  /** Resolves when the first text, or the end of an answer without any, is there. Throws DeskhandError and ends the call. */
  async open(): Promise<void> {
    this.#first = await this.#receive('firstTokenMs');
  }

  /** The next event. Throws DeskhandError; the call then waits for `end`. */
  async next(): Promise<ModelEvent> {
    const first = this.#first;
    this.#first = null;
    return first ?? (await this.#receive('gapMs'));
  }

  /** Closes the account. Anything still running is aborted. Later calls of it do nothing. */
  end(outcome: AttemptOutcome, error?: DeskhandError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#timers.clear();
    this.#options.signal.removeEventListener('abort', this.#stop);
    if (!this.#finished) this.#abort.abort();
    void this.#events.return?.().catch(() => {});
    this.#reportToGuards(outcome, error);
    this.#options.onEnd(this.#account(outcome, error));
  }

  async #receive(timer: 'firstTokenMs' | 'gapMs'): Promise<ModelEvent> {
    this.#timers.waitFor(timer);
    try {
      const { value, done } = await this.#events.next();
      if (done) throw new DeskhandError('model-unavailable', { message: 'cut', retryable: true });
      this.#note(value);
      return value;
    } catch (error) {
      throw this.#explain(error);
    } finally {
      this.#timers.received();
    }
  }

  #note(event: ModelEvent): void {
    if (event.type === 'end') {
      this.#finished = true;
      this.#usage = event.usage;
      return;
    }
    this.#ttftMs ??= this.#elapsedMs();
    this.#text += event.text;
  }

  #explain(error: unknown): DeskhandError {
    const { expired } = this.#timers;
    if (expired) {
      return new DeskhandError('model-stalled', {
        cause: error,
        message: expired,
        retryable: true,
      });
    }
    if (error instanceof DeskhandError) return error;
    return new DeskhandError('model-unavailable', { cause: error, retryable: true });
  }

  #reportToGuards(outcome: AttemptOutcome, error: DeskhandError | undefined): void {
    const { admission } = this.#options;
    if (error && countsAgainstProvider(error)) admission.fail();
    else if (error || outcome === 'hedge-lost' || outcome === 'stopped') admission.release();
    else admission.succeed();
  }

  #account(outcome: AttemptOutcome, error: DeskhandError | undefined): ModelAttempt {
    const { rung, reason, request } = this.#options;
    const { usage: estimator } = this.#dependencies;
    const reported = this.#usage;
    if (reported) estimator.observe(rung.id, request, this.#text, reported);
    const usage =
      reported ??
      (this.#wasAccepted(error) ? estimator.estimate(rung.id, request, this.#text) : nothingUsed);
    return {
      model: rung.id,
      provider: rung.provider,
      tier: rung.tier,
      reason,
      outcome,
      ...(error ? { errorCode: error.code } : {}),
      ...usage,
      usageEstimated: reported === null,
      costUsd: costUsd(usage, rung.prices),
      ttftMs: this.#ttftMs,
      totalMs: this.#elapsedMs(),
    };
  }

  /** A provider charges for what it took on: not for a call it refused or never got, but for one that we gave up waiting for. */
  #wasAccepted(error: DeskhandError | undefined): boolean {
    if (this.#text !== '') return true;
    return this.#sent && (error === undefined || error.code === 'model-stalled');
  }

  #elapsedMs(): number {
    return this.#dependencies.clock.monotonicMs() - this.#startedMs;
  }
}
