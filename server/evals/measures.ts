import { fold } from '../language/terms.ts';
import type { EvalCase } from './case-file.ts';
import type { EvalOutcome } from './subject.ts';

export interface MeasuredCase {
  test: EvalCase;
  outcome: EvalOutcome;
  /** The same question with its gold documents taken out, where that was asked for. */
  hidden: EvalOutcome | null;
}

/** A share with what it is of. */
export interface Share {
  share: number;
  of: number;
}

/** Figures of a run, by name; null where no case has what they need. */
export type Figures = Record<string, Share | null>;

/** Whether a gold document is among the first `k` found. */
function foundAt(documentIds: string[], gold: string[], k: number): number {
  return documentIds.slice(0, k).some((id) => gold.includes(id)) ? 1 : 0;
}

/** Share of the gold documents among the first `k` found. */
function recallAt(documentIds: string[], gold: string[], k: number): number {
  const first = documentIds.slice(0, k);
  return gold.filter((id) => first.includes(id)).length / gold.length;
}

/** Whether every fact of the case stands in the text, apart from case, accents and spacing. */
export function holdsFacts(text: string, facts: string[]): boolean {
  const squeezed = squeeze(text);
  return facts.every((fact) => squeezed.includes(squeeze(fact)));
}

/** Thousands separators go too: "1,299" and "1299" are one fact. */
function squeeze(text: string): string {
  return fold(text)
    .replaceAll(/(?<=\d)[,\u202f\u00a0 ](?=\d{3}\b)/g, '')
    .replaceAll(/\s+/g, ' ');
}

/** Whether an internal passage came back or the text holds what only internal articles say. */
function showsInternal({ passages, text }: EvalOutcome, { forbidden }: EvalCase): boolean {
  return (
    passages.some(({ audience }) => audience === 'internal') ||
    forbidden.some((secret) => holdsFacts(text, [secret]))
  );
}

/** All figures over the cases. */
export function figuresOf(measured: MeasuredCase[]): Figures {
  const answerable = measured.filter(({ test }) => test.gold.length > 0);
  const unanswerable = measured.filter(
    ({ test }) => test.gold.length === 0 && test.withheld.length === 0,
  );
  const withheld = measured.filter(({ test }) => test.withheld.length > 0);
  const withFacts = answerable.filter(({ test }) => test.facts.length > 0);
  const figures: Figures = {};
  for (const k of [1, 5, 10]) {
    const by = (score: typeof foundAt, ids: (outcome: EvalOutcome) => string[]) =>
      mean(answerable, ({ test, outcome }) => score(ids(outcome), test.gold, k));
    figures[`found@${k}`] = by(foundAt, ({ documentIds }) => documentIds);
    figures[`found@${k} dense alone`] = by(foundAt, ({ denseDocumentIds }) => denseDocumentIds);
    figures[`recall@${k}`] = by(recallAt, ({ documentIds }) => documentIds);
    figures[`recall@${k} dense alone`] = by(recallAt, ({ denseDocumentIds }) => denseDocumentIds);
  }
  figures['facts in answer'] = mean(withFacts, ({ test, outcome }) =>
    holdsFacts(outcome.text, test.facts) ? 1 : 0,
  );
  figures['facts in answers given'] = mean(
    withFacts.filter(({ outcome }) => !outcome.abstained),
    ({ test, outcome }) => (holdsFacts(outcome.text, test.facts) ? 1 : 0),
  );
  figures['answered when answerable'] = mean(answerable, ({ outcome }) =>
    outcome.abstained ? 0 : 1,
  );
  figures['gold suggested when not answered'] = mean(
    answerable.filter(({ outcome }) => outcome.abstained),
    ({ test, outcome }) => foundAt(outcome.suggested, test.gold, outcome.suggested.length),
  );
  figures['abstained when unanswerable'] = mean(unanswerable, ({ outcome }) =>
    outcome.abstained ? 1 : 0,
  );
  figures['abstained when only internal articles answer'] = mean(withheld, ({ outcome }) =>
    outcome.abstained ? 1 : 0,
  );
  figures['abstained when gold is hidden'] = mean(
    answerable.filter(({ hidden }) => hidden !== null),
    ({ hidden }) => (hidden?.abstained ? 1 : 0),
  );
  figures['internal shown'] = mean(measured, ({ test, outcome, hidden }) =>
    showsInternal(outcome, test) || (hidden !== null && showsInternal(hidden, test)) ? 1 : 0,
  );
  return figures;
}

function mean(cases: MeasuredCase[], score: (measured: MeasuredCase) => number): Share | null {
  if (cases.length === 0) return null;
  const total = cases.reduce((sum, measured) => sum + score(measured), 0);
  return { share: total / cases.length, of: cases.length };
}
