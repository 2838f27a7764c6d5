import type { TaskClass } from '../../shared/receipt.ts';
import { costUsd } from '../routing/cost.ts';
import { isCheaperStraight, slowestFirstWordMs } from '../routing/escalation.ts';
import type { Rung, Tier } from '../routing/ladder.ts';
import type { BreakerState } from '../routing/provider-guards.ts';
import type { RouteLearning } from '../routing/route-learning.ts';
import type { StickyModels } from '../routing/sticky-models.ts';
import type { ClassifierInput, TaskClassifier } from '../routing/task-classifier.ts';

export interface RouteRequest extends ClassifierInput {
  conversationId: string;
  promptTokens: number;
  maxOutputTokens: number;
  /** What the money budgets still allow. */
  money: 'any' | 'small-only' | 'none';
}

export interface RouteDependencies {
  /** Models that can be called, cheapest first, without the extractive one. */
  rungs: () => Rung[];
  extractive: Rung;
  classifier: TaskClassifier;
  learning: RouteLearning;
  sticky: StickyModels;
  breakerState: (provider: string) => BreakerState;
  /** From 0 to 1, for exploration. */
  random: () => number;
  policy?: Partial<RoutePolicy>;
}

export interface RoutePolicy {
  /** Success that a model asked first must be able to have: the upper end of its 95% interval is compared. */
  qualityTarget: number;
  explorationShare: number;
  /** Tokens that an answer is expected to have. The article's middle. */
  expectedOutputTokens: number;
  gateMs: number;
  /** Longest a customer may wait for the first word where the small model's draft fails. */
  firstWordBudgetMs: number;
}

export const defaultRoutePolicy: RoutePolicy = {
  qualityTarget: 0.6,
  explorationShare: 0.03,
  expectedOutputTokens: 300,
  gateMs: 400,
  firstWordBudgetMs: 3_000,
};

/** Typical milliseconds to a first token, before any was seen. The article's ranges. */
const assumedTtftMs: Record<Tier, number> = { small: 500, large: 1_500, extractive: 50 };

export type RouteReason =
  | 'cheapest-sufficient'
  | 'straight-to-large'
  | 'too-slow-to-escalate'
  | 'best-known'
  | 'explored'
  | 'sticky'
  | 'override'
  | 'small-only'
  /** There are models, and no money left for any of them. */
  | 'budget-exhausted'
  | 'no-model';

export interface RouteDecision {
  taskClass: TaskClass;
  confidence: number;
  /** Every model that may be asked, the first choice first, the extractive one last. */
  ladder: Rung[];
  tierStart: Tier;
  reason: RouteReason;
  /** Expected success of the first choice, from 0 to 1; null where no model can be asked. */
  expectedQuality: number | null;
}

/** Classifies the question and chooses the models to try. Takes well under a millisecond; throws nothing. */
export function chooseRoute(request: RouteRequest, dependencies: RouteDependencies): RouteDecision {
  const { taskClass, confidence } = dependencies.classifier.classify(request);
  const chooser = new Chooser(request, taskClass, dependencies);
  const choice = chooser.choose();
  const isBroke = request.money === 'none' && dependencies.rungs().length > 0;
  const ladder = choice ? chooser.ladderFrom(choice.rung) : [dependencies.extractive];
  if (choice) dependencies.sticky.remember(request.conversationId, choice.rung.id);
  return {
    taskClass,
    confidence,
    ladder,
    tierStart: choice?.rung.tier ?? 'extractive',
    reason: choice?.reason ?? (isBroke ? 'budget-exhausted' : 'no-model'),
    expectedQuality: choice ? chooser.quality(choice.rung) : null,
  };
}

/**
 * The part of a route's ladder that serves one tier: its own models, then those that help out when their providers fail. A
 * small model has the large ones; a large one that is asked first has the small ones, which beat quoting.
 */
export function ladderOfTier(decision: RouteDecision, tier: Tier): Rung[] {
  const ofTier = (wanted: Tier): Rung[] => decision.ladder.filter((rung) => rung.tier === wanted);
  if (tier === 'small') return [...ofTier('small'), ...ofTier('large')];
  if (tier === 'large' && decision.tierStart === 'large') {
    return [...ofTier('large'), ...ofTier('small')];
  }
  return ofTier(tier);
}

interface Choice {
  rung: Rung;
  reason: RouteReason;
}

class Chooser {
  readonly #request: RouteRequest;
  readonly #taskClass: TaskClass;
  readonly #dependencies: RouteDependencies;
  readonly #policy: RoutePolicy;
  readonly #rungs: Rung[];

  constructor(request: RouteRequest, taskClass: TaskClass, dependencies: RouteDependencies) {
    this.#request = request;
    this.#taskClass = taskClass;
    this.#dependencies = dependencies;
    this.#policy = { ...defaultRoutePolicy, ...dependencies.policy };
    this.#rungs = dependencies.rungs().filter((rung) => this.#isAllowed(rung));
  }

  choose(): Choice | null {
    const healthy = this.#rungs.filter(
      (rung) => this.#dependencies.breakerState(rung.provider) !== 'open',
    );
    const rungs = healthy.length > 0 ? healthy : this.#rungs;
    const chosenByAdmin = this.#dependencies.learning.override(this.#taskClass);
    const overridden = rungs.find((rung) => rung.id === chosenByAdmin);
    if (overridden) return { rung: overridden, reason: 'override' };
    const best = this.#chooseByEvidence(rungs);
    if (!best) return null;
    return this.#explore(rungs, best) ?? this.#stick(rungs, best);
  }

  /** The choice first, then its own tier, then the larger and the smaller ones, cheapest first each; quoting last. */
  ladderFrom(choice: Rung): Rung[] {
    const others = this.#rungs.filter((rung) => rung !== choice);
    const sameTier = others.filter((rung) => rung.tier === choice.tier);
    const rest = others.filter((rung) => rung.tier !== choice.tier);
    return [choice, ...sameTier, ...rest, this.#dependencies.extractive];
  }

  quality(rung: Rung): number {
    return this.#dependencies.learning.quality(this.#taskClass, rung.id, rung.tier).mean;
  }

  /**
   * Whether evidence does not speak against it beyond doubt. A model that is not asked gives none, so a mean would let a few
   * unlucky turns shut the cheap one out for good, while a draft that fails costs little.
   */
  #maySuffice(rung: Rung): boolean {
    const { learning } = this.#dependencies;
    const { high } = learning.quality(this.#taskClass, rung.id, rung.tier);
    return high >= this.#policy.qualityTarget;
  }

  #isAllowed(rung: Rung): boolean {
    const { promptTokens, maxOutputTokens, money } = this.#request;
    if (money === 'none' || (money === 'small-only' && rung.tier !== 'small')) return false;
    return promptTokens + maxOutputTokens <= rung.contextWindow;
  }

  #chooseByEvidence(rungs: Rung[]): Choice | null {
    const byCost = rungs.toSorted((left, right) => this.#cost(left) - this.#cost(right));
    const sufficient = byCost.find((rung) => this.#maySuffice(rung));
    if (!sufficient) {
      const best = byCost.toSorted((left, right) => this.quality(right) - this.quality(left))[0];
      return best ? { rung: best, reason: 'best-known' } : null;
    }
    const reason = this.#request.money === 'small-only' ? 'small-only' : 'cheapest-sufficient';
    if (sufficient.tier !== 'small') return { rung: sufficient, reason };
    const large = byCost.find((rung) => rung.tier === 'large');
    if (!large) return { rung: sufficient, reason };
    return this.#skipSmall(sufficient, large) ?? { rung: sufficient, reason };
  }

  #skipSmall(small: Rung, large: Rung): Choice | null {
    const costs = { small: this.#cost(small), large: this.#cost(large), evaluation: 0 };
    if (isCheaperStraight(1 - this.quality(small), costs)) {
      return { rung: large, reason: 'straight-to-large' };
    }
    const slowestMs = slowestFirstWordMs({
      smallTtftMs: this.#ttftMs(small),
      largeTtftMs: this.#ttftMs(large),
      gateMs: this.#policy.gateMs,
    });
    return slowestMs > this.#policy.firstWordBudgetMs
      ? { rung: large, reason: 'too-slow-to-escalate' }
      : null;
  }

  #explore(rungs: Rung[], best: Choice): Choice | null {
    const { random } = this.#dependencies;
    const others = rungs.filter((rung) => rung !== best.rung);
    if (others.length === 0 || random() >= this.#policy.explorationShare) return null;
    const rung = others[Math.floor(random() * others.length)];
    return rung ? { rung, reason: 'explored' } : null;
  }

  /** Stays with the conversation's model where that is as good a choice and its provider still has the prompt warm. */
  #stick(rungs: Rung[], best: Choice): Choice {
    const warm = this.#dependencies.sticky.warmModel(this.#request.conversationId);
    const rung = rungs.find((other) => other.id === warm);
    if (!rung || rung === best.rung || rung.tier !== best.rung.tier) return best;
    return this.#maySuffice(rung) ? { rung, reason: 'sticky' } : best;
  }

  #cost(rung: Rung): number {
    const { promptTokens } = this.#request;
    const { expectedOutputTokens } = this.#policy;
    const usage = {
      inputTokens: promptTokens,
      cachedInputTokens: 0,
      outputTokens: expectedOutputTokens,
    };
    return costUsd(usage, rung.prices);
  }

  #ttftMs(rung: Rung): number {
    return this.#dependencies.learning.ttftMs(rung.id) ?? assumedTtftMs[rung.tier];
  }
}
