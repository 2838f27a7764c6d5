import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { HitNeighbour } from '../../ports/hit-verifier.ts';
import { decideHit, makeCosineVerifier, plainThreshold } from './decide-hit.ts';
import { featuresOf } from './features.ts';
import { makeGuards } from './guards.ts';
import { makeLogisticVerifier, type VerifierWeights } from './verifier.ts';

const { shipped } = JSON.parse(
  readFileSync(new URL('./verifier-weights.json', import.meta.url), 'utf8'),
) as { shipped: VerifierWeights };
const verifier = makeLogisticVerifier(shipped);
const guard = makeGuards({ names: new Set(), general: new Set() });
const policy = { guard, verifier, threshold: 0.9, exploration: 0, random: () => 0 };

/** A neighbour at a given cosine of the question (1, 0, 0, ...), each in a direction of its own unless told. */
function neighbour(
  text: string,
  cosine: number,
  answer: string,
  options: { kind?: 'entry' | 'heading'; axis?: number } = {},
): HitNeighbour {
  const vector = new Float32Array(16);
  vector[0] = cosine;
  vector[options.axis ?? 1] = Math.sqrt(1 - cosine ** 2);
  return {
    text,
    vector,
    cosine,
    lineage: [answer],
    answerKey: answer,
    kind: options.kind ?? 'entry',
  };
}

const question = 'How can I get my money back?';
const refund = neighbour('How do I get my money back?', 0.93, 'refunds');
const far = neighbour('Where is my parcel?', 0.35, 'parcels', { axis: 2 });

describe('the decision on a semantic hit', () => {
  it('serves a close question that stands clear of every other answer', async () => {
    const decision = await decideHit({ text: question, neighbours: [refund, far] }, policy);
    expect(decision).toMatchObject({ kind: 'hit', candidate: { answerKey: 'refunds' } });
  });

  it('doubts the same question where another answer is as near', async () => {
    const rival = neighbour('How do I get my deposit back?', 0.92, 'deposits', { axis: 2 });
    const decision = await decideHit({ text: question, neighbours: [refund, rival] }, policy);
    expect(decision.kind).toBe('doubtful');
  });

  it('refuses what a guard refuses, however near it is', async () => {
    const other = neighbour('Can I return it within 40 days?', 0.99, 'returns');
    const decision = await decideHit(
      { text: 'Can I return it within 20 days?', neighbours: [other] },
      policy,
    );
    expect(decision).toMatchObject({ kind: 'refused', guard: 'numbers' });
  });

  it('takes another entry with the same answer where the guards refuse the nearest', async () => {
    const nearest = neighbour('Can I return it within 40 days?', 0.98, 'returns');
    const passing = neighbour('What if I bring it back 20 days later?', 0.95, 'returns');
    const decision = await decideHit(
      { text: 'Can I return it within 20 days?', neighbours: [nearest, passing] },
      { ...policy, threshold: 0 },
    );
    expect(decision).toMatchObject({ kind: 'hit', candidate: { text: passing.text } });
  });

  it('finds nothing in an empty cache, nor where a heading without cached answer is nearest', async () => {
    const heading = neighbour('Refunds', 0.95, 'refunds', { kind: 'heading' });
    expect(await decideHit({ text: question, neighbours: [] }, policy)).toEqual({ kind: 'none' });
    expect(await decideHit({ text: question, neighbours: [heading, far] }, policy)).toEqual({
      kind: 'none',
    });
  });

  it('answers a drawn share of hits afresh', async () => {
    const drawn = { ...policy, exploration: 0.02, random: () => 0.01 };
    const left = { ...policy, exploration: 0.02, random: () => 0.5 };
    const asked = { text: question, neighbours: [refund, far] };
    expect((await decideHit(asked, drawn)).kind).toBe('explore');
    expect((await decideHit(asked, left)).kind).toBe('hit');
  });

  it('goes by the cosine alone where there is no verifier', async () => {
    const plain = { ...policy, verifier: makeCosineVerifier(), threshold: plainThreshold };
    const near = neighbour('How do I get my money back?', 0.96, 'refunds');
    expect((await decideHit({ text: question, neighbours: [near] }, plain)).kind).toBe('hit');
    expect((await decideHit({ text: question, neighbours: [refund] }, plain)).kind).toBe(
      'doubtful',
    );
  });
});

describe('the verifier', () => {
  it('is surer where the question retrieves what the answer rests on', async () => {
    const context = { neighbours: [refund, far] };
    const agrees = await verifier.score(question, refund, {
      ...context,
      retrievedLineage: ['refunds', 'x'],
    });
    const differs = await verifier.score(question, refund, {
      ...context,
      retrievedLineage: ['x', 'y'],
    });
    expect(agrees).toBeGreaterThan(differs);
  });

  it('is surer where headings of the same passage stand beside the candidate', () => {
    const own = neighbour('Getting a refund', 0.8, 'refunds', { kind: 'heading' });
    const other = neighbour('Deposits', 0.8, 'deposits', { kind: 'heading' });
    const shareWith = (heading: HitNeighbour) =>
      featuresOf(question, refund, { neighbours: [refund, heading] }).voteShare;
    expect(shareWith(own)).toBe(1);
    expect(shareWith(other)).toBeLessThan(1);
  });
});
