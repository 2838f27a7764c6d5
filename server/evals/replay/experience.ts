import type { TaskClass } from '../../../shared/receipt.ts';
import type { LoggedTurn } from './logged-turn.ts';

export interface Usage {
  inputTokens: number;
  outputTokens: number;
}

type ModelTier = 'small' | 'large';

/** Weight, in turns, with which a class leans on all classes. As in the product's own learning. */
const shrinkage = 20;
/** What is taken where the log says nothing: the product's own priors and the article's latencies. */
const assumedKept: Record<ModelTier, number> = { small: 0.75, large: 0.92 };
const assumedTtftMs: Record<ModelTier, number> = { small: 500, large: 1_500 };

/** What a log teaches of turns and models, so that turns can be thought through that were served otherwise. */
export class Experience {
  readonly #turns: readonly LoggedTurn[];
  readonly #byId: ReadonlyMap<string, LoggedTurn>;
  readonly #kept = new Map<string, number>();
  readonly #ttftMs = new Map<ModelTier, number>();
  readonly #mean: Usage;
  /** Milliseconds to the first text of answers from the caches. */
  readonly cachedTtftMs: number;

  constructor(turns: readonly LoggedTurn[]) {
    this.#turns = turns;
    this.#byId = new Map(turns.map((turn) => [turn.id, turn]));
    const asked = turns.filter(({ inputTokens }) => inputTokens > 0);
    this.#mean = {
      inputTokens: mean(asked.map(({ inputTokens }) => inputTokens)) ?? 0,
      outputTokens: mean(asked.map(({ outputTokens }) => outputTokens)) ?? 0,
    };
    const cached = turns.filter(({ servedBy }) => servedBy === 'exact' || servedBy === 'semantic');
    this.cachedTtftMs = mean(cached.map(({ ttftMs }) => ttftMs)) ?? 10;
    for (const tier of ['small', 'large'] as const) {
      const times = turns.flatMap(({ attempts }) =>
        attempts.flatMap((attempt) =>
          attempt.tier === tier && attempt.ttftMs !== null ? [attempt.ttftMs] : [],
        ),
      );
      this.#ttftMs.set(tier, mean(times) ?? assumedTtftMs[tier]);
    }
  }

  /** Tokens of a turn: its own, those of the answer it repeated, or else the mean. */
  usageOf(turn: LoggedTurn): Usage {
    const original = turn.answeredBy === undefined ? undefined : this.#byId.get(turn.answeredBy);
    const asked = [turn, original].find((other) => other !== undefined && other.inputTokens > 0);
    if (asked === undefined) return this.#mean;
    const { inputTokens, outputTokens } = asked;
    return { inputTokens, outputTokens: outputTokens > 0 ? outputTokens : this.#mean.outputTokens };
  }

  /** Share of the drafts of a tier that were kept at a class, shrunk to its share over all classes. */
  keptShare(tier: ModelTier, taskClass: TaskClass): number {
    const key = `${tier}/${taskClass}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const overall = this.#count(tier, () => true);
    const rate = (overall.kept + 10 * assumedKept[tier]) / (overall.drafts + 10);
    const own = this.#count(tier, (turn) => turn.taskClass === taskClass);
    const share = (own.kept + shrinkage * rate) / (own.drafts + shrinkage);
    this.#kept.set(key, share);
    return share;
  }

  ttftMs(tier: ModelTier): number {
    return this.#ttftMs.get(tier) ?? assumedTtftMs[tier];
  }

  #count(tier: ModelTier, counts: (turn: LoggedTurn) => boolean): { kept: number; drafts: number } {
    const drafts = this.#turns
      .filter(counts)
      .flatMap(({ attempts }) =>
        attempts.filter(
          (attempt) =>
            attempt.tier === tier && (attempt.outcome === 'used' || attempt.outcome === 'rejected'),
        ),
      );
    return {
      kept: drafts.filter(({ outcome }) => outcome === 'used').length,
      drafts: drafts.length,
    };
  }
}

function mean(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
