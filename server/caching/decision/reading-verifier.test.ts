import { describe, expect, it } from 'vitest';
import { DeskhandError } from '../../errors.ts';
import type { HitNeighbour, HitVerifier } from '../../ports/hit-verifier.ts';
import type { Reader } from '../../ports/reader.ts';
import { decideHit } from './decide-hit.ts';
import { makeGuards } from './guards.ts';
import { makeReadingVerifier, type ReadingWeights } from './reading-verifier.ts';

const weights: ReadingWeights = {
  bias: 0,
  neighbourhood: 1,
  reading: 1,
  worthReading: { from: 0.01, to: 0.98 },
  trainedOn: [],
};

function entry(text: string, cosine: number): HitNeighbour {
  return {
    text,
    cosine,
    vector: Float32Array.of(cosine),
    lineage: [text],
    answerKey: text,
    kind: 'entry',
  };
}

/** Finds everything as likely as its cosine. */
const byCosine: HitVerifier = {
  verifierId: 'cosine',
  score: async (_, { cosine }) => cosine,
  scoreAtOnce: (_, { cosine }) => cosine,
};

function readerThatKnows(chances: Record<string, number>) {
  const read: string[] = [];
  const reader: Reader = {
    modelId: 'scripted',
    read: async () => [],
    async compare(_question, other) {
      read.push(other);
      return chances[other] ?? 0.001;
    },
    close: async () => {},
  };
  return { reader, read };
}

const question = 'When does my parcel get here?';
const near = entry('When does my letter get here?', 0.8);
const right = entry('How long is delivery?', 0.7);
const far = entry('Who founded you?', 0.005);
const among = (...neighbours: HitNeighbour[]) => ({ neighbours, retrievedLineage: ['delivery#0'] });
const policyOf = (verifier: HitVerifier) => ({
  guard: makeGuards({ names: new Set(), general: new Set() }),
  verifier,
  threshold: 0.9,
  exploration: 0,
  random: () => 1,
});

describe('a verifier that reads', () => {
  it('serves the answer that reading finds right, not the one that vectors find near', async () => {
    const { reader } = readerThatKnows({ [right.text]: 0.95, [near.text]: 0.02 });
    const policy = policyOf(makeReadingVerifier(byCosine, reader, weights));
    const decision = await decideHit({ text: question, ...among(near, right) }, policy);
    expect(decision).toMatchObject({ kind: 'hit', candidate: { text: right.text } });
  });

  it('doubts what reading finds wrong, however near', async () => {
    const { reader } = readerThatKnows({});
    const policy = policyOf(makeReadingVerifier(byCosine, reader, weights));
    const twin = entry('When does my parcel leave here?', 0.94);
    const decision = await decideHit({ text: question, ...among(twin) }, policy);
    expect(decision.kind).not.toBe('hit');
  });

  it('does not read what is too far to be right', async () => {
    const { reader, read } = readerThatKnows({});
    const verifier = makeReadingVerifier(byCosine, reader, weights);
    expect(await verifier.score(question, far, among(far))).toBe(0.005);
    expect(read).toEqual([]);
  });

  it('tells at once what needs no reading, and nothing of what does', () => {
    const { reader, read } = readerThatKnows({});
    const verifier = makeReadingVerifier(byCosine, reader, weights);
    expect(verifier.scoreAtOnce(question, far, among(far))).toBe(0.005);
    expect(verifier.scoreAtOnce(question, near, among(near))).toBeNull();
    expect(read).toEqual([]);
  });

  it('does not read what is right for sure', async () => {
    const { reader, read } = readerThatKnows({});
    const same = entry('When does my parcel arrive here?', 0.99);
    const verifier = makeReadingVerifier(byCosine, reader, weights);
    expect(await verifier.score(question, same, among(same))).toBe(0.99);
    expect(read).toEqual([]);
  });

  it('does not read where several earlier questions have the same answer', async () => {
    const { reader, read } = readerThatKnows({});
    const verifier = makeReadingVerifier(byCosine, reader, weights);
    const agreeing = [near, { ...near, text: 'another' }, { ...near, text: 'a third' }];
    expect(await verifier.score(question, near, among(...agreeing))).toBe(0.8);
    expect(read).toEqual([]);
  });

  it('does not read without a knowledge base to ask about', async () => {
    const { reader, read } = readerThatKnows({});
    const verifier = makeReadingVerifier(byCosine, reader, weights);
    expect(await verifier.score(question, near, { neighbours: [near] })).toBe(0.8);
    expect(read).toEqual([]);
  });

  it('has no score without a reading, which a lookup takes for a miss', async () => {
    const broken = {
      ...readerThatKnows({}).reader,
      compare: async () => {
        throw new DeskhandError('reader-unavailable', { retryable: true });
      },
    };
    const verifier = makeReadingVerifier(byCosine, broken, weights);
    await expect(verifier.score(question, near, among(near))).rejects.toMatchObject({
      code: 'reader-unavailable',
    });
  });

  it('does not wait long for a reader that others keep busy', async () => {
    const busy = { ...readerThatKnows({}).reader, compare: () => new Promise<number>(() => {}) };
    const verifier = makeReadingVerifier(byCosine, busy, weights, 1);
    await expect(verifier.score(question, near, among(near))).rejects.toMatchObject({
      code: 'cache-unavailable',
    });
  });

  it('has another name with any other part, as its scores are no other verifier’s', () => {
    const { reader } = readerThatKnows({});
    const { verifierId } = makeReadingVerifier(byCosine, reader, weights);
    expect(verifierId).toMatch(/^cosine\+scripted\+/);
    const refitted = makeReadingVerifier(byCosine, reader, { ...weights, bias: 0.1 });
    expect(refitted.verifierId).not.toBe(verifierId);
  });
});
