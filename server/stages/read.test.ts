import { describe, expect, test } from 'vitest';
import { DeskhandError } from '../errors.ts';
import { passageOf } from '../knowledge/retrieval/passages.testing.ts';
import type { ReadablePassage, Reader } from '../ports/reader.ts';
import { read } from './read.ts';
import type { Retrieval } from './retrieve.ts';

const passages = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) =>
  passageOf(`${id}.1`, id.toUpperCase(), `What ${id} says.`),
);

const evidence = {
  bestCosine: 0.5,
  bestScore: 0.5,
  margin: 0.1,
  lead: 0.1,
  lift: 0.2,
  names: 1,
  coverage: 0.5,
  exactHeld: 1,
  unknown: 0,
};

const found: Retrieval = {
  passages,
  source: 'hybrid',
  degraded: false,
  evidence,
  indexVersion: 1,
  answerable: 0.4,
};

/** Knows for each title the chance that it answers, and notes what it was asked to read. */
function readerWith(chances: Record<string, number>, unit = 0.5) {
  const asked: string[] = [];
  const reader: Reader = {
    modelId: 'scripted',
    async read(_question, given: readonly ReadablePassage[]) {
      return given.map(({ heading, units }) => {
        asked.push(heading);
        return { answers: chances[heading] ?? 0.01, units: units.map(() => unit) };
      });
    },
    compare: async () => 0.5,
    close: async () => {},
  };
  return { reader, asked };
}

const titles = (retrieval: Retrieval) => retrieval.passages.map((each) => each.documentTitle);

describe('reading the best passages', () => {
  test('puts first what answers, and leaves the rest in their order', async () => {
    const { reader } = readerWith({ C: 0.9, A: 0.2 });
    const after = await read('Who?', found, reader);
    expect(titles(after)[0]).toBe('C');
    expect(titles(after).toSorted()).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G']);
    expect(titles(after).slice(-2)).toEqual(['F', 'G']);
    expect(after.evidence?.reading).toBeCloseTo(0.9);
  });

  test('answers a broad question, of which several passages tell', async () => {
    const vague = { ...found, evidence: { ...evidence, margin: 0.01, lift: 0.05 } };
    const answerable = async (chances: Record<string, number>, unknown = 0, unit = 0.8) => {
      const { reader } = readerWith(chances, unit);
      const asked = { ...vague, evidence: { ...vague.evidence, unknown } };
      return (await read('How long is delivery?', asked, reader)).answerable;
    };
    expect(await answerable({ A: 0.8 })).toBeLessThan(0.4);
    expect(await answerable({ A: 0.8, B: 0.4 })).toBe(0.5);
    expect(await answerable({ A: 0.8, B: 0.4 }, 0.3)).toBeLessThan(0.4);
    expect(await answerable({ A: 0.8, B: 0.4 }, 0, 0.5)).toBeLessThan(0.4);
  });

  test('keeps what it made of each part of the passages', async () => {
    const { reader } = readerWith({ A: 0.99 });
    const after = await read('Who?', found, reader);
    expect(after.units).toEqual([{ text: 'What a says.', answers: 0.5 }]);
  });

  test('knows better than the search whether there is an answer', async () => {
    const answered = await read('Who?', found, readerWith({ A: 0.95 }).reader);
    const unanswered = await read('Who?', found, readerWith({}).reader);
    expect(answered.answerable).toBeGreaterThan(0.6);
    expect(unanswered.answerable).toBeLessThan(0.3);
  });

  test('stops at a passage that surely answers, and reads only the first few in any case', async () => {
    const sure = readerWith({ B: 0.99 });
    await read('Who?', found, sure.reader);
    expect(sure.asked).toEqual(['A', 'B']);
    const unsure = readerWith({});
    await read('Who?', found, unsure.reader);
    expect(unsure.asked).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  test('ends with what was read when its time is up', async () => {
    let nowMs = 0;
    const slow = readerWith({ B: 0.9 });
    await read('Who?', found, slow.reader, () => {
      nowMs += 300;
      return nowMs;
    });
    expect(slow.asked).toEqual(['A', 'B']);
  });

  test('leaves everything as it was where the reader fails or nothing was found', async () => {
    const broken = {
      ...readerWith({}).reader,
      read: async () => {
        throw new DeskhandError('reader-unavailable', { retryable: true });
      },
    };
    expect(await read('Who?', found, broken)).toBe(found);
    const nothing = { ...found, passages: [], evidence: null };
    expect(await read('Who?', nothing, readerWith({}).reader)).toBe(nothing);
  });
});
