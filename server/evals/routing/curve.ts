import type { Choice, Chooser } from './choosers.ts';
import type { RoutingRecord } from './records.ts';

export interface Point {
  knob: number;
  /** Mean USD a question. */
  costUsd: number;
  /** Share of questions that are right. */
  quality: number;
  /** Share of questions that the strong model is asked. */
  strong: number;
}

export function pointOf(records: readonly RoutingRecord[], choices: Choice[], knob: number): Point {
  let costUsd = 0;
  let right = 0;
  for (const [index, record] of records.entries()) {
    const strong = choices[index] === 'strong';
    costUsd += strong ? record.strongCostUsd : record.weakCostUsd;
    right += Number(strong ? record.strongRight : record.weakRight);
  }
  const strong = choices.filter((choice) => choice === 'strong').length;
  const count = Math.max(1, records.length);
  return { knob, costUsd: costUsd / count, quality: right / count, strong: strong / count };
}

/** Cost and quality at each setting of the knob, cheapest first. */
export function curveOf(records: readonly RoutingRecord[], chooser: Chooser): Point[] {
  const knobs = Array.from({ length: 21 }, (_, step) => step / 20);
  return knobs
    .map((knob) => pointOf(records, chooser(records, knob), knob))
    .toSorted((left, right) => left.costUsd - right.costUsd);
}

export interface Ends {
  weak: Point;
  strong: Point;
}

/**
 * Mean share of the gap in quality between the two models that is closed, over all budgets between their costs: 0.5 for chance
 * (RouteLLM's average performance gap recovered, arXiv 2406.18665, over cost instead of calls). With a budget between two points,
 * traffic is split between them.
 */
export function averageGapClosed(curve: Point[], { weak, strong }: Ends): number {
  const cost = strong.costUsd - weak.costUsd;
  const gap = strong.quality - weak.quality;
  if (cost <= 0 || gap === 0) return Number.NaN;
  const points = upperHull(
    [weak, ...curve, strong].map((point) => ({
      x: (point.costUsd - weak.costUsd) / cost,
      y: (point.quality - weak.quality) / gap,
    })),
  );
  let area = 0;
  for (const [index, right] of points.entries()) {
    const left = points[index - 1];
    if (left) area += ((right.x - left.x) * (left.y + right.y)) / 2;
  }
  return area;
}

interface Place {
  x: number;
  y: number;
}

/** From x = 0 to 1; quality never falls with a larger budget, as that need not be spent. */
function upperHull(places: Place[]): Place[] {
  const best = Math.max(...places.map(({ y }) => y));
  const sorted = [...places, { x: 1, y: best }]
    .filter(({ x }) => x >= 0 && x <= 1)
    .toSorted((left, right) => left.x - right.x || left.y - right.y);
  const hull: Place[] = [];
  for (const place of sorted) {
    while (hull.length >= 2 && !turnsDown(hull.at(-2) as Place, hull.at(-1) as Place, place)) {
      hull.pop();
    }
    hull.push(place);
  }
  return hull;
}

function turnsDown(first: Place, middle: Place, last: Place): boolean {
  return (middle.x - first.x) * (last.y - first.y) - (middle.y - first.y) * (last.x - first.x) < 0;
}

/** The cheapest point within this much of the strong model's quality. */
export function cheapestWithin(curve: Point[], strong: Point, loss: number): Point | null {
  return curve.find(({ quality }) => quality >= strong.quality - loss) ?? null;
}
