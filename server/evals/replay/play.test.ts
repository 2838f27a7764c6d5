import { describe, expect, it } from 'vitest';
import type { LoggedTurn } from './logged-turn.ts';
import { answeredTurns, figuresOfLog, play, type ReplayFigures } from './play.ts';
import { parsePolicy } from './policy.ts';

const prices = {
  small: { input: 0.1, cachedInput: 0.1, output: 0 },
  large: { input: 1, cachedInput: 1, output: 0 },
};
const start = Date.parse('2026-05-04T08:00:00Z');

let made = 0;
function turn(question: string, changes: Partial<LoggedTurn> = {}): LoggedTurn {
  made += 1;
  return {
    id: `t${made}`,
    at: new Date(start + made * 60_000).toISOString(),
    question,
    locale: 'en',
    site: 'default',
    taskClass: 'faq',
    servedBy: 'large',
    shareable: true,
    inputTokens: 1_000_000,
    outputTokens: 0,
    attempts: [{ model: 'large', tier: 'large', outcome: 'used', ttftMs: 1_000 }],
    costUsd: 1,
    ttftMs: 1_000,
    documents: ['delivery'],
    ...changes,
  };
}

const vectors: Record<string, number[]> = {
  'What does delivery cost?': [1, 0],
  'Delivery price please': [0.98, 0.199],
  'Do you sell helmets?': [0.99, 0.141],
};

function replay(turns: LoggedTurn[], policy: string): Promise<ReplayFigures> {
  return play(turns, {
    policy: parsePolicy(policy),
    prices,
    vectorOf: async (question) => Float32Array.from(vectors[question] ?? [0, 1]),
  });
}

const noCaches = 'caching: { exact: false, semantic: false }';
const largeOnly = `routing: { first: large }\n${noCaches}`;

describe('a log played through a policy', () => {
  const asked = [turn('What does delivery cost?'), turn('what does delivery cost')];

  it('costs what happened where the policy is what happened', async () => {
    const played = await replay(asked, largeOnly);
    expect(played).toMatchObject({ turns: 2, costUsd: 2, largeAsked: 1, exactHits: 0 });
    expect(figuresOfLog(asked)).toMatchObject({ turns: 2, costUsd: 2, largeAsked: 1 });
  });

  it('pays for a question once where an exact cache keeps its answer', async () => {
    const played = await replay(asked, 'routing: { first: large }');
    expect(played).toMatchObject({ costUsd: 1, exactHits: 0.5, wrongHits: 0 });
  });

  it('pays again when the answer has expired', async () => {
    const late = turn('What does delivery cost?', { at: '2026-05-05T09:00:00.000Z' });
    const kept = (hours: number) =>
      replay([...asked, late], `routing: { first: large }\ncaching: { hours: ${hours} }`);
    expect((await kept(48)).costUsd).toBe(1);
    expect((await kept(1)).costUsd).toBe(2);
  });

  it('counts a similar question as a hit, and as a wrong one where its own answer cites other documents', async () => {
    const similar = turn('Delivery price please');
    const other = turn('Do you sell helmets?', { documents: ['helmets'] });
    const all = [turn('What does delivery cost?'), similar, other];
    expect(await replay(all, 'caching: { threshold: 0.97 }')).toMatchObject({
      semanticHits: 2 / 3,
      wrongHits: 0.5,
    });
    expect((await replay(all, 'caching: { threshold: 1 }')).semanticHits).toBe(0);
  });

  it('never shares what was not to be shared', async () => {
    const own = { shareable: false };
    const played = await replay([turn('and mine?', own), turn('and mine?', own)], '');
    expect(played).toMatchObject({ exactHits: 0, semanticHits: 0 });
  });

  it('redoes small drafts as often as the log did', async () => {
    const rejected = { model: 'small', tier: 'small', outcome: 'rejected', ttftMs: 200 } as const;
    const used = { ...rejected, outcome: 'used' } as const;
    const log = (kept: number) =>
      Array.from({ length: 400 }, (_, index) =>
        turn(`question ${index}`, { attempts: [index < kept ? used : rejected] }),
      );
    const [good, bad] = await Promise.all([replay(log(360), noCaches), replay(log(40), noCaches)]);
    expect(good.largeAsked).toBeCloseTo(0.1, 1);
    expect(bad.largeAsked).toBeCloseTo(0.9, 1);
    expect(good.costUsd).toBeCloseTo(400 * (0.1 + good.largeAsked), 5);
  });

  it('gives a turn that was a hit the tokens of the answer it repeated', async () => {
    const first = turn('What does delivery cost?');
    const hit = turn('What does delivery cost?', {
      servedBy: 'exact',
      answeredBy: first.id,
      inputTokens: 0,
      attempts: [],
      costUsd: 0,
    });
    expect((await replay([first, hit], largeOnly)).costUsd).toBe(2);
  });
});

it('leaves small talk and people out', () => {
  expect(
    answeredTurns([turn('hi', { servedBy: 'system' }), turn('me', { servedBy: 'agent' })]),
  ).toEqual([]);
});

describe('a policy', () => {
  it('has defaults for everything', () => {
    expect(parsePolicy('')).toMatchObject({
      routing: { first: 'small' },
      caching: { exact: true },
    });
  });

  it('is refused with the name of what is wrong', () => {
    expect(() => parsePolicy('caching: { treshold: 1 }')).toThrow(/treshold/);
    expect(() => parsePolicy('routing: { first: huge }')).toThrow(/routing\.first/);
  });
});
