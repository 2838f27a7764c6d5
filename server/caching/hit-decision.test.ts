import { describe, expect, it } from 'vitest';
import { InProcessCalibrationStore } from '../adapters/in-process/calibration-store.ts';
import type { HitNeighbour, HitVerifier } from '../ports/hit-verifier.ts';
import { letAllPass, vectorAt } from './answers.testing.ts';
import { CalibrationKeeper } from './calibration-keeper.ts';
import { type AskedQuestion, calibratedDecision, thresholdDecision } from './hit-decision.ts';
import { PlainRule } from './plain-rule.ts';

const entry = (text: string, cosine: number): HitNeighbour => ({
  kind: 'entry',
  text,
  vector: vectorAt((Math.acos(cosine) * 180) / Math.PI),
  cosine,
  lineage: ['delivery#0'],
  answerKey: 'delivery#0',
});

const asking = (text: string, cached: string, cosine: number): AskedQuestion => ({
  text,
  taskClass: 'faq',
  neighbours: [entry(cached, cosine)],
});

describe('thresholdDecision', () => {
  it('serves from a cosine of 0.95 on', async () => {
    const decide = thresholdDecision({ guard: letAllPass });
    const at = (cosine: number) =>
      decide(asking('How long is delivery?', 'How long does delivery take?', cosine));
    expect((await at(0.96)).kind).toBe('hit');
    expect((await at(0.94)).kind).toBe('doubtful');
  });

  it('lets the guards veto what an embedding cannot see', async () => {
    const decide = thresholdDecision();
    const asked = asking(
      'Can I return it within 30 days?',
      'Can I return it within 14 days?',
      0.99,
    );
    expect(await decide(asked)).toMatchObject({ kind: 'refused', guard: 'numbers' });
  });
});

describe('calibratedDecision', () => {
  /** A verifier that says what the test told it. */
  class SayingVerifier implements HitVerifier {
    readonly verifierId = 'saying';
    says = 0;
    /** Whether it must ask another model first. */
    asksFirst = false;
    score: HitVerifier['score'] = async () => this.says;
    scoreAtOnce: HitVerifier['scoreAtOnce'] = () => (this.asksFirst ? null : this.says);
  }

  function parts() {
    const store = new InProcessCalibrationStore();
    const open = () => new CalibrationKeeper({ verifierId: 'saying', store });
    const calibration = open();
    const verifier = new SayingVerifier();
    const plainRule = new PlainRule({ store });
    const decide = calibratedDecision({
      guard: letAllPass,
      verifier,
      calibration,
      trustsPlainCosine: (taskClass) => plainRule.isTrusted(taskClass),
      exploration: 0,
      random: () => 1,
    });
    const decideAt = async (score: number, cosine = 0.8) => {
      verifier.says = score;
      return (await decide(asking('a question', 'another', cosine))).kind;
    };
    const observe = (score: number, count: number, isRight: (index: number) => boolean) => {
      for (let index = 0; index < count; index += 1) {
        calibration.noteLookup('faq', score);
        calibration.noteObservation('faq', score, isRight(index));
      }
    };
    return { calibration, plainRule, verifier, decide, decideAt, observe, open };
  }

  it('goes by the plain cosine where the verifier is not sure', async () => {
    const { decideAt, observe } = parts();
    expect(await decideAt(0.5, 0.96)).toBe('hit');
    expect(await decideAt(0.5, 0.9)).toBe('doubtful');
    observe(0.9, 1000, (index) => index % 20 > 0);
    expect(await decideAt(0.9, 0.96)).toBe('hit');
    expect(await decideAt(0.9, 0.9)).toBe('doubtful');
  });

  it('does not go by the plain cosine where another answer is as near', async () => {
    const { decide } = parts();
    const rival = { ...entry('a third', 0.955), lineage: ['returns#0'], answerKey: 'returns#0' };
    const asked = asking('a question', 'another', 0.96);
    expect((await decide({ ...asked, neighbours: [...asked.neighbours, rival] })).kind).toBe(
      'doubtful',
    );
  });

  it('does not go by the plain cosine where the question finds other passages than the answer', async () => {
    const { decide } = parts();
    const asked = asking('a question', 'another', 0.96);
    const retrieving = (retrievedLineage: string[]) => decide({ ...asked, retrievedLineage });
    expect((await retrieving(['delivery#0', 'returns#0'])).kind).toBe('hit');
    expect((await retrieving(['returns#0'])).kind).toBe('doubtful');
  });

  it('teaches the verifier’s calibration by what the plain cosine serves, where judging it asks no model', async () => {
    const { decideAt, calibration, verifier } = parts();
    verifier.asksFirst = true;
    expect(await decideAt(0.5, 0.96)).toBe('hit');
    expect(calibration.overview()).toEqual([]);
    verifier.asksFirst = false;
    expect(await decideAt(0.5, 0.96)).toBe('hit');
    expect(calibration.overview()).toMatchObject([{ lookups: 1 }]);
  });

  it('looks at more of the plain hits while little is known of them', () => {
    const { plainRule } = parts();
    expect(plainRule.sampledShare('faq', 0.97, 0.02)).toBe(0.2);
    expect(plainRule.sampledShare('faq', 0.97, 0)).toBe(0);
    for (let index = 0; index < 100; index += 1) plainRule.note('faq', 0.97, true);
    expect(plainRule.sampledShare('faq', 0.97, 0.02)).toBe(0.02);
  });

  it('gives the plain cosine up in a class where it has proved wrong too often', async () => {
    const { decideAt, plainRule } = parts();
    for (let index = 0; index < 100; index += 1) plainRule.note('faq', 0.97, index % 20 > 0);
    expect(await decideAt(0.5, 0.96)).toBe('doubtful');
    expect(plainRule.isTrusted('multi-step')).toBe(true);
  });

  it('does not hold against the plain cosine what it would not have served', async () => {
    const { decideAt, plainRule } = parts();
    for (let index = 0; index < 100; index += 1) plainRule.note('faq', 0.9, false);
    expect(await decideAt(0.5, 0.96)).toBe('hit');
  });

  it('serves where observations have shown that scores are right, and only there', async () => {
    const { decideAt, observe } = parts();
    observe(0.999, 2000, () => true);
    observe(0.6, 2000, (index) => index % 5 > 0);
    expect(await decideAt(0.999)).toBe('hit');
    expect(await decideAt(0.6)).toBe('doubtful');
  });

  it('stops serving where hits turn out wrong', async () => {
    const { decideAt, observe } = parts();
    observe(0.999, 2000, () => true);
    expect(await decideAt(0.999)).toBe('hit');
    observe(0.999, 500, (index) => index % 2 > 0);
    expect(await decideAt(0.999)).toBe('doubtful');
  });

  it('adds up what all nodes have learned', async () => {
    const { calibration, observe, open } = parts();
    const other = open();
    observe(0.999, 30, () => true);
    other.noteLookup('faq', 0.999);
    other.noteObservation('faq', 0.999, false);
    await calibration.save();
    await other.save();
    await calibration.save();
    observe(0.999, 1, () => true);
    await calibration.load();
    expect(calibration.overview()).toMatchObject([
      { taskClass: 'faq', lookups: 32, observations: 32 },
    ]);
    const fresh = open();
    await fresh.load();
    expect(fresh.overview()).toMatchObject([{ lookups: 31, observations: 31 }]);
  });

  it('keeps for the next time what could not be saved', async () => {
    const store = new InProcessCalibrationStore();
    let reachable = false;
    const keeper = new CalibrationKeeper({
      verifierId: 'saying',
      store: {
        load: (verifierId) => store.load(verifierId),
        add: (additions) =>
          reachable ? store.add(additions) : Promise.reject(new Error('database away')),
      },
    });
    keeper.noteLookup('faq', 0.9);
    await expect(keeper.save()).rejects.toThrow('database away');
    keeper.noteLookup('faq', 0.9);
    reachable = true;
    await keeper.save();
    const [sums] = await store.load('saying');
    expect(sums?.lookups.reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});
