import { describe, expect, it } from 'vitest';
import { decideHit } from '../../caching/decision/decide-hit.ts';
import { makeGuards } from '../../caching/decision/guards.ts';
import { DeskhandError } from '../../errors.ts';
import type { HitNeighbour, HitVerifier } from '../../ports/hit-verifier.ts';
import type { Reader } from '../../ports/reader.ts';
import { makeReadingVerifier } from './reading-verifier.ts';

const weights = { bias: 0, neighbourhood: 1, reading: 1, worthReading: 0.01 };

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
const byCosine: HitVerifier = { verifierId: 'cosine', score: async (_, { cosine }) => cosine };

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
    const decision = await decideHit({ text: question, neighbours: [near, right] }, policy);
    expect(decision).toMatchObject({ kind: 'hit', candidate: { text: right.text } });
  });

  it('doubts what reading finds wrong, however near', async () => {
    const { reader } = readerThatKnows({});
    const policy = policyOf(makeReadingVerifier(byCosine, reader, weights));
    const twin = entry('When does my parcel leave here?', 0.97);
    const decision = await decideHit({ text: question, neighbours: [twin] }, policy);
    expect(decision.kind).not.toBe('hit');
  });

  it('does not read what is too far to be right', async () => {
    const { reader, read } = readerThatKnows({});
    const verifier = makeReadingVerifier(byCosine, reader, weights);
    expect(await verifier.score(question, far, { neighbours: [far] })).toBe(0);
    expect(read).toEqual([]);
  });

  it('fails as the reader does, which a lookup takes for a miss', async () => {
    const broken = {
      ...readerThatKnows({}).reader,
      compare: async () => {
        throw new DeskhandError('reader-unavailable', { retryable: true });
      },
    };
    const verifier = makeReadingVerifier(byCosine, broken, weights);
    await expect(verifier.score(question, near, { neighbours: [near] })).rejects.toMatchObject({
      code: 'reader-unavailable',
    });
  });

  it('names both, as their scores are no other verifier’s', () => {
    const { reader } = readerThatKnows({});
    expect(makeReadingVerifier(byCosine, reader, weights).verifierId).toBe('cosine+scripted');
  });
});
