import { extractNames } from '../../caching/decision/guards/name-vocabulary.ts';
import { makeGuards } from '../../caching/decision/guards.ts';
import { normaliseQuestion } from '../../caching/normalise-question.ts';
import { cosine } from '../../ports/embedder.ts';
import type { LoggedTurn } from './logged-turn.ts';
import type { ReplayPolicy } from './policy.ts';

interface Entry {
  turn: LoggedTurn;
  vector: Float32Array | null;
  expiresAtMs: number;
}

export type Found = { tier: 'exact' | 'semantic'; turn: LoggedTurn } | null;

const hourMs = 60 * 60 * 1000;
/** Nearest entries that are looked at. */
const neighbours = 10;

/** The caches of answers under a policy, filled by the turns played so far. */
export class CacheInThought {
  readonly #policy: ReplayPolicy['caching'];
  readonly #guard = makeGuards(extractNames([]));
  readonly #entries = new Map<string, Entry>();

  constructor(policy: ReplayPolicy['caching']) {
    this.#policy = policy;
  }

  lookUp(turn: LoggedTurn, vector: Float32Array | null): Found {
    const nowMs = Date.parse(turn.at);
    const own = this.#entries.get(keyOf(turn));
    if (this.#policy.exact && own && own.expiresAtMs > nowMs) {
      return { tier: 'exact', turn: own.turn };
    }
    if (!this.#policy.semantic || vector === null) return null;
    const nearest = this.#nearest(turn, vector, nowMs).find(
      ({ entry, similarity }) =>
        similarity >= this.#policy.threshold &&
        this.#guard(turn.question, entry.turn.question).passed,
    );
    return nearest ? { tier: 'semantic', turn: nearest.entry.turn } : null;
  }

  admit(turn: LoggedTurn, vector: Float32Array | null): void {
    const expiresAtMs = Date.parse(turn.at) + this.#policy.hours * hourMs;
    this.#entries.set(keyOf(turn), { turn, vector, expiresAtMs });
  }

  #nearest(turn: LoggedTurn, vector: Float32Array, nowMs: number) {
    return [...this.#entries.values()]
      .filter(
        (entry) =>
          entry.expiresAtMs > nowMs &&
          entry.turn.locale === turn.locale &&
          entry.turn.site === turn.site,
      )
      .flatMap((entry) =>
        entry.vector === null ? [] : [{ entry, similarity: cosine(vector, entry.vector) }],
      )
      .toSorted((left, right) => right.similarity - left.similarity)
      .slice(0, neighbours);
  }
}

function keyOf({ locale, site, question }: LoggedTurn): string {
  return `${locale} ${site} ${normaliseQuestion(question)}`;
}
