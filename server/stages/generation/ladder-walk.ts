import type { Rung, Tier } from '../../routing/ladder.ts';

const tierRank: Record<Tier, number> = { small: 0, large: 1, extractive: 2 };

/** Which model of the ladder is asked next, given what went wrong so far. The extractive one always comes last. */
export class LadderWalk {
  #models: Rung[];
  readonly #extractive: Rung | undefined;
  readonly #troubled = new Set<string>();
  readonly #resumed = new Set<string>();
  #cut: Rung | undefined;

  constructor(ladder: Rung[]) {
    this.#models = ladder.filter((rung) => rung.tier !== 'extractive');
    this.#extractive = ladder.find((rung) => rung.tier === 'extractive');
  }

  /** The next model: of a provider without trouble where there is one, else the next in line, else the extractive one. */
  next(): Rung | undefined {
    return this.#nextModel() ?? this.#extractive;
  }

  /** A model to ask beside a slow one: of another provider, and one that writes for itself. */
  nextBeside(slow: Rung): Rung | undefined {
    return this.#models.find(
      (rung) => rung.provider !== slow.provider && !this.#troubled.has(rung.provider),
    );
  }

  /** A model to finish what another began. With no other left, the one that was cut may try once; quoting cannot go on. */
  nextToContinue(): Rung | undefined {
    const other = this.#nextModel();
    if (other) return other;
    const cut = this.#cut;
    this.#cut = undefined;
    return cut;
  }

  /** The model broke off in its answer. */
  cutOff(rung: Rung): void {
    this.fail(rung);
    if (this.#resumed.has(rung.id) || rung.tier === 'extractive') return;
    this.#resumed.add(rung.id);
    this.#cut = rung;
  }

  /** The model failed: it is not asked again, and its provider only when no other is left. */
  fail(rung: Rung): void {
    this.#models = this.#models.filter((other) => other !== rung);
    this.#troubled.add(rung.provider);
  }

  /** The model would not answer: only larger ones are asked after it. */
  escalateFrom(rung: Rung): void {
    this.#models = this.#models.filter((other) => tierRank[other.tier] > tierRank[rung.tier]);
  }

  /** Time is up: nothing but quoting is quick enough. */
  leaveOnlyExtractive(): void {
    this.#models = [];
  }

  #nextModel(): Rung | undefined {
    return this.#models.find((rung) => !this.#troubled.has(rung.provider)) ?? this.#models[0];
  }
}
