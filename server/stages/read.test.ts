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
  lift: 0.3,
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
    expect(after.reading?.total).toBeCloseTo(0.9 + 0.2 + 3 * 0.01);
  });

  test('answers a broad question, of which several passages tell and none for sure', async () => {
    const vague = { ...found, evidence: { ...evidence, margin: 0.01, lift: 0.2 } };
    const answerable = async (chances: Record<string, number>) =>
      (await read('How long is delivery?', vague, readerWith(chances, 0.5).reader)).answerable;
    expect(await answerable({ A: 0.5 })).toBeLessThan(0.3);
    expect(await answerable({ A: 0.5, B: 0.5, C: 0.4, D: 0.3 })).toBeGreaterThan(0.38);
  });

  test('keeps what it made of each part of the passages', async () => {
    const { reader } = readerWith({ A: 0.99 });
    const after = await read('Who?', found, reader);
    expect(after.units).toEqual([{ text: 'What a says.', answers: 0.5 }]);
  });

  test('knows better than the search whether there is an answer', async () => {
    const answered = await read('Who?', found, readerWith({ A: 0.95 }, 0.9).reader);
    const unanswered = await read('Who?', found, readerWith({}, 0.05).reader);
    expect(answered.answerable).toBeGreaterThan(0.45);
    expect(unanswered.answerable).toBeLessThan(0.1);
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

  test('expects of passages that time did not allow what others have', async () => {
    const chances = { A: 0.5, B: 0.4, C: 0.2, D: 0.1, E: 0.1 };
    const whole = await read('Who?', found, readerWith(chances).reader);
    let nowMs = 0;
    const cut = await read('Who?', found, readerWith(chances).reader, () => {
      nowMs += 200;
      return nowMs;
    });
    expect(cut.units).toHaveLength(3);
    expect(Math.abs(cut.answerable - whole.answerable)).toBeLessThan(0.15);
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
