import type { AnswerCache } from './answer-cache.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

export interface UpkeepParts {
  answers: Pick<AnswerCache, 'reconcile' | 'sweep' | 'vectorSync'>;
  calibrations: readonly { load(): Promise<void>; save(): Promise<void> }[];
  /** Length of vectors that live in this process and have to follow the cache; null where an index of its own keeps them. */
  localDimensions: number | null;
  /** Runs after each look at what was observed; raises the alarm where too many hits are wrong. */
  watch(): Promise<void>;
  onError(error: unknown): void;
}

interface Chore {
  everyMs: number;
  run(): Promise<unknown>;
}

/**
 * The regular work of the caches: evictions that were lost are found, vectors in this process follow a shared cache,
 * vectors in a shared index lose what has expired, and what the nodes learned meets in the store.
 */
export class CacheUpkeep {
  readonly #parts: UpkeepParts;
  #timers: NodeJS.Timeout[] = [];

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
  }

  /** Does everything once and then on time. Resolves after the first round; failures are reported and tried again. */
  async start(): Promise<void> {
    const chores = this.#chores();
    this.#timers = chores.map(({ everyMs, run }) => {
      const guarded = once(run, this.#parts.onError);
      return setInterval(() => void guarded(), everyMs).unref();
    });
    for (const { run } of chores) await run().catch(this.#parts.onError);
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  #chores(): Chore[] {
    const { answers, calibrations, localDimensions, watch } = this.#parts;
    const vectors: Chore =
      localDimensions === null
        ? { everyMs: dayMs, run: () => answers.sweep() }
        : followCache(answers, localDimensions);
    return [
      { everyMs: 5 * minuteMs, run: () => answers.reconcile() },
      vectors,
      ...calibrations.flatMap((calibration): Chore[] => [
        { everyMs: 5 * minuteMs, run: () => calibration.load() },
        { everyMs: minuteMs / 4, run: () => calibration.save() },
      ]),
      { everyMs: minuteMs, run: watch },
    ];
  }
}

function followCache(answers: Pick<AnswerCache, 'vectorSync'>, dimensions: number): Chore {
  const sync = answers.vectorSync(dimensions);
  return { everyMs: minuteMs, run: () => sync.run() };
}

/** A chore that takes longer than its interval is not begun twice. */
function once(run: () => Promise<unknown>, onError: (error: unknown) => void): () => Promise<void> {
  let isRunning = false;
  return async () => {
    if (isRunning) return;
    isRunning = true;
    await run().catch(onError);
    isRunning = false;
  };
}
