import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversationRecordSchema } from '../../shared/admin-protocol.ts';
import { MetricsPage } from '../bench/metrics-page.ts';
import { Admin } from '../harness/admin.ts';
import { Customer, type SeenAnswer } from '../harness/customer.ts';
import { type DeskhandProcess, startDeskhandProcess } from '../harness/deskhand-process.ts';
import { modelsFile, usdOf } from '../harness/models-file.ts';
import { movedCounters } from '../harness/moved-counters.ts';
import { unlikeAnyOther } from '../harness/unlike-any-other.ts';
import type { Fault } from '../simulator/script.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

/**
 * What the design's table of failures promises, row by row, through the whole product: what the customer saw, what was billed and
 * which metrics moved. Money that is used up is in budgets.test.ts; what is down besides providers in part-down.test.ts.
 */
interface Row {
  name: string;
  /** Of the small model and of the large one. */
  small?: { fault: Fault; toRequest?: number };
  large?: { fault: Fault; toRequest?: number };
  down?: 'small' | 'both';
  /** Another question than the usual one. */
  asks?: string;
  /** What the customer has at the end: the usual answer, its sentences as a quotation, or that nothing is known. */
  sees: 'answer' | 'quotation' | 'nothing known';
  moves: Record<string, number>;
  /** A cut or cancelled call reports no usage: its bill is counted by ourselves, and a few tokens may be missing. */
  isEstimated?: boolean;
  /** The simulator charges for a stream that broke before its first word; we take it for one that was refused. */
  isUncharged?: boolean;
}

const once = (fault: Fault) => ({ fault, toRequest: 1 });
const always = (fault: Fault) => ({ fault });
const fromSmall = { 'answers small': 1, 'verdict supported': 1 };
const fromLarge = { 'answers large': 1, 'verdict supported': 1 };
const retried = { ...fromSmall, 'calls small failed': 1, 'calls small used': 1 };
const nextProvider = { ...fromLarge, 'calls small failed': 2, 'calls large used': 1 };
const continued = { ...fromLarge, 'calls small partly-used': 1, 'calls large used': 1 };
const escalated = {
  ...fromLarge,
  'calls small rejected': 1,
  'rejected small': 1,
  'calls large used': 1,
};

const rows: Row[] = [
  { name: 'nothing', sees: 'answer', moves: { ...fromSmall, 'calls small used': 1 } },
  {
    name: '429 with a short wait',
    small: once({ kind: 'rate-limit', retryAfterMs: 80 }),
    sees: 'answer',
    moves: retried,
  },
  { name: '5xx once', small: once({ kind: 'server-error' }), sees: 'answer', moves: retried },
  { name: 'a reset once', small: once({ kind: 'reset' }), sees: 'answer', moves: retried },
  {
    name: 'a malformed stream once',
    small: once({ kind: 'malformed', afterTokens: 0 }),
    sees: 'answer',
    moves: retried,
    isUncharged: true,
  },
  {
    name: '5xx twice',
    small: always({ kind: 'server-error' }),
    sees: 'answer',
    moves: nextProvider,
  },
  { name: 'connection refused', down: 'small', sees: 'answer', moves: nextProvider },
  {
    name: 'no first token in 1.5 s',
    small: once({ kind: 'hang' }),
    sees: 'answer',
    moves: { ...fromLarge, 'calls small hedge-lost': 1, 'calls large used': 1 },
    isEstimated: true,
  },
  ...(['cut', 'cut-clean', 'silence', 'malformed', 'error-event'] as const).map(
    (kind): Row => ({
      name: `${kind} in the middle`,
      small: always({ kind, afterTokens: 6 }),
      sees: 'answer',
      moves: continued,
      isEstimated: true,
    }),
  ),
  {
    name: 'a content filter',
    small: always({ kind: 'content-filter', afterTokens: 0 }),
    sees: 'answer',
    moves: escalated,
  },
  { name: 'an empty answer', small: always({ kind: 'empty' }), sees: 'answer', moves: escalated },
  {
    name: 'a value that no passage holds',
    small: always({ kind: 'invent', values: ['price'] }),
    sees: 'answer',
    moves: {
      'answers large': 1,
      'verdict revised': 1,
      'held back': 1,
      'calls small used': 1,
      'rejected small': 1,
      'calls large used': 1,
    },
  },
  {
    name: 'values of every model that no passage holds',
    small: always({ kind: 'invent', values: ['price'] }),
    large: always({ kind: 'invent', values: ['price'] }),
    sees: 'quotation',
    moves: {
      'answers extractive': 1,
      'verdict quoted': 1,
      'held back': 2,
      'calls small used': 1,
      'rejected small': 1,
      'calls large used': 1,
      'rejected large': 1,
      'calls extractive used': 1,
    },
  },
  {
    name: 'all providers',
    down: 'both',
    sees: 'quotation',
    moves: {
      'answers extractive': 1,
      'verdict quoted': 1,
      degraded: 1,
      'calls small failed': 2,
      'calls large failed': 4,
      'calls extractive used': 1,
    },
  },
  {
    name: 'what nobody knows',
    asks: 'Do you repair helicopter rotors on the moon?',
    sees: 'nothing known',
    moves: {
      'answers extractive': 1,
      'verdict abstained': 1,
      'calls small used': 1,
      'rejected small': 1,
      'calls extractive used': 1,
      'rejected extractive': 1,
    },
  },
];

describe('when this fails', () => {
  let folder: string;
  let small: Simulator;
  let large: Simulator;
  let deskhand: DeskhandProcess;
  let admin: Admin;
  let customer: Customer;
  let usual: string;

  const ask = (text = 'What does plan L cost a month?'): Promise<SeenAnswer> =>
    customer.ask(unlikeAnyOther(text));
  const charged = () => usdOf({ ...small.bill(), ...large.bill() });
  const receiptOf = async ({ message }: SeenAnswer) => {
    const path = `/conversations/${customer.conversationId}`;
    return (await admin.read(path, conversationRecordSchema)).receipts[message.id];
  };
  const noFaults = async () => {
    small.setFaults([]);
    large.setFaults([]);
    await Promise.all([small.comeUp(), large.comeUp()]);
  };

  beforeAll(async () => {
    const script = { firstTokenMs: 20, tokensPerSecond: 200 };
    [small, large] = await Promise.all([
      startSimulator({ models: [{ id: 'small', ...script }] }),
      startSimulator({ models: [{ id: 'large', ...script }] }),
    ]);
    folder = await mkdtemp(join(tmpdir(), 'deskhand-rows-'));
    await writeFile(join(folder, 'models.yaml'), modelsFile(small.url, large.url));
    deskhand = await startDeskhandProcess({
      settings: {
        MODELS_FILE: join(folder, 'models.yaml'),
        KNOWLEDGE_FOLDER: join(import.meta.dirname, '../harness/knowledge'),
        READ_PASSAGES: 'false',
        SHADOW_SHARE: '0',
      },
    });
    await deskhand.vectorsReady;
    admin = await Admin.signIn(deskhand.url);
    // No exploring, and nothing learned from the failures of another row.
    await admin.fixModel(['faq', 'document-question', 'multi-step', 'out-of-scope'], 'small');
  }, 120_000);
  afterAll(async () => {
    await deskhand.close();
    await Promise.all([small.close(), large.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  // Calls that work lie between those that fail, so that no breaker opens from one row to the next.
  beforeEach(async () => {
    customer = await Customer.open(deskhand.url);
    for (let count = 0; count < 4; count += 1) usual = (await ask()).message.text;
  });
  afterEach(async () => {
    customer.close();
    await noFaults();
  });

  it.each(rows)('$name', { timeout: 60_000 }, async (row) => {
    small.setFaults(row.small === undefined ? [] : [row.small]);
    large.setFaults(row.large === undefined ? [] : [row.large]);
    if (row.down !== undefined) await small.goDown();
    if (row.down === 'both') await large.goDown();
    const before = { metrics: await MetricsPage.read(deskhand.url), usd: charged() };

    const answer = await ask(row.asks);

    expectSeen(row, answer, usual);
    const moved = async () => movedCounters(before.metrics, await MetricsPage.read(deskhand.url));
    await expect.poll(async () => (await moved()).counts).toEqual(row.moves);
    const receipt = await receiptOf(answer);
    const { costUsd } = await moved();
    expect(costUsd).toBeCloseTo(receipt?.costUsd ?? -1, 12);
    if (!row.isUncharged) expectSameBill(costUsd, charged() - before.usd, row.isEstimated);
  });
});

function expectSeen(row: Row, { message, shown }: SeenAnswer, usual: string): void {
  expect(message.answerStatus).toBe(row.sees === 'nothing known' ? 'abstained' : 'complete');
  if (row.sees === 'answer') expect(message.text).toBe(usual);
  if (row.sees === 'quotation') expect(message.text).toContain('19.90 EUR');
  expect(shown.at(-1)?.trim()).toBe(message.text);
  // Of what was taken back on the way nothing was wrong.
  for (const text of shown.slice(0, -1)) expect(usual.startsWith(text.trim())).toBe(true);
}

function expectSameBill(costUsd: number, chargedUsd: number, isEstimated = false): void {
  if (isEstimated) expect(Math.abs(costUsd / chargedUsd - 1)).toBeLessThan(0.05);
  else expect(costUsd).toBeCloseTo(chargedUsd, 12);
}
