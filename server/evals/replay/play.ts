import { costUsd } from '../../routing/cost.ts';
import type { Prices } from '../../routing/model-card.ts';
import { CacheInThought } from './cache-in-thought.ts';
import { Experience } from './experience.ts';
import type { LoggedTurn } from './logged-turn.ts';
import type { ReplayPolicy } from './policy.ts';

/** What a log comes to. Shares are of all turns, from 0 to 1. */
export interface ReplayFigures {
  turns: number;
  costUsd: number;
  exactHits: number;
  semanticHits: number;
  /** Of the hits whose own answer is known: those that cite none of the documents it cites. */
  wrongHits: number | null;
  /** Turns in which the large model is asked. */
  largeAsked: number;
  /** Turns whose text a model's first draft, or a cache, gives; the others are redone. */
  firstTry: number;
  /** Mean milliseconds to the first text. */
  ttftMs: number;
  /** Thumbs down over all thumbs, of the answers that would be shown; null without thumbs. */
  disliked: number | null;
}

export interface ReplayParts {
  policy: ReplayPolicy;
  prices: { small: Prices; large: Prices };
  /** Vector of a question; null where the policy needs none. */
  vectorOf: (question: string) => Promise<Float32Array | null>;
}

/** Turns that some model or cache answered; small talk and people cost nothing under any policy. */
export function answeredTurns(turns: LoggedTurn[]): LoggedTurn[] {
  return turns
    .filter(({ servedBy }) => servedBy !== 'system' && servedBy !== 'agent')
    .toSorted((left, right) => left.at.localeCompare(right.at));
}

/** What happened, by the log itself. */
export function figuresOfLog(turns: LoggedTurn[]): ReplayFigures {
  const sum = new Tally();
  for (const turn of turns) {
    const hit = turn.servedBy === 'exact' || turn.servedBy === 'semantic' ? turn.servedBy : null;
    sum.add({
      costUsd: turn.costUsd,
      hit,
      wrong: null,
      largeAsked: turn.attempts.some(({ tier }) => tier === 'large') ? 1 : 0,
      firstTry: turn.attempts.some(({ outcome }) => outcome === 'rejected') ? 0 : 1,
      ttftMs: turn.ttftMs,
      verdict: turn.verdict,
    });
  }
  return sum.figures();
}

/**
 * Plays the turns through another policy, oldest first. A turn that no cache serves costs what its tokens cost at the policy's
 * prices; how often a draft is kept, and how long a model takes, is taken from the log. Throws as `vectorOf` does.
 */
export async function play(turns: LoggedTurn[], parts: ReplayParts): Promise<ReplayFigures> {
  const { policy } = parts;
  const experience = new Experience(turns);
  const cache = new CacheInThought(policy.caching);
  const sum = new Tally();
  for (const turn of turns) {
    const vector = turn.shareable ? await parts.vectorOf(turn.question) : null;
    const found = turn.shareable ? cache.lookUp(turn, vector) : null;
    if (found !== null) {
      const comparable = turn.documents.length > 0 && found.turn.documents.length > 0;
      const agrees = turn.documents.some((id) => found.turn.documents.includes(id));
      sum.add({
        costUsd: 0,
        hit: found.tier,
        wrong: comparable ? !agrees : null,
        largeAsked: 0,
        firstTry: 1,
        ttftMs: experience.cachedTtftMs,
        verdict: found.turn.verdict ?? turn.verdict,
      });
      continue;
    }
    sum.add({ ...byModel(turn, experience, parts), verdict: turn.verdict });
    if (turn.shareable && turn.documents.length > 0 && turn.verdict !== 'down') {
      cache.admit(turn, vector);
    }
  }
  return sum.figures();
}

function byModel(turn: LoggedTurn, experience: Experience, { policy, prices }: ReplayParts) {
  const usage = { ...experience.usageOf(turn), cachedInputTokens: 0 };
  const large = costUsd(usage, prices.large);
  const { first, largeFirst } = policy.routing;
  if (first === 'large' || largeFirst.includes(turn.taskClass)) {
    const firstTry = experience.keptShare('large', turn.taskClass);
    const ttftMs = experience.ttftMs('large');
    return { costUsd: large, hit: null, wrong: null, largeAsked: 1, firstTry, ttftMs };
  }
  const firstTry = experience.keptShare('small', turn.taskClass);
  const redone = 1 - firstTry;
  return {
    costUsd: costUsd(usage, prices.small) + redone * large,
    hit: null,
    wrong: null,
    largeAsked: redone,
    firstTry,
    ttftMs: experience.ttftMs('small') + redone * experience.ttftMs('large'),
  };
}

interface Played {
  costUsd: number;
  hit: 'exact' | 'semantic' | null;
  wrong: boolean | null;
  largeAsked: number;
  firstTry: number;
  ttftMs: number;
  verdict: LoggedTurn['verdict'];
}

class Tally {
  readonly #played: Played[] = [];

  add(played: Played): void {
    this.#played.push(played);
  }

  figures(): ReplayFigures {
    const played = this.#played;
    const total = (of: (turn: Played) => number): number =>
      played.reduce((sum, turn) => sum + of(turn), 0);
    const share = (of: (turn: Played) => number): number =>
      played.length === 0 ? 0 : total(of) / played.length;
    const compared = played.filter(({ wrong }) => wrong !== null);
    const thumbs = played.filter(({ verdict }) => verdict !== undefined);
    const part = (some: Played[], all: Played[]): number | null =>
      all.length === 0 ? null : some.length / all.length;
    return {
      turns: played.length,
      costUsd: total((turn) => turn.costUsd),
      exactHits: share(({ hit }) => Number(hit === 'exact')),
      semanticHits: share(({ hit }) => Number(hit === 'semantic')),
      wrongHits: part(
        compared.filter(({ wrong }) => wrong === true),
        compared,
      ),
      largeAsked: share((turn) => turn.largeAsked),
      firstTry: share((turn) => turn.firstTry),
      ttftMs: share((turn) => turn.ttftMs),
      disliked: part(
        thumbs.filter(({ verdict }) => verdict === 'down'),
        thumbs,
      ),
    };
  }
}
