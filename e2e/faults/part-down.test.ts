import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversationRecordSchema } from '../../shared/admin-protocol.ts';
import { MetricsPage } from '../bench/metrics-page.ts';
import { Admin } from '../harness/admin.ts';
import { Customer } from '../harness/customer.ts';
import { type DeskhandProcess, startDeskhandProcess } from '../harness/deskhand-process.ts';
import { modelsFile, usdOf } from '../harness/models-file.ts';
import { movedCounters } from '../harness/moved-counters.ts';
import { findRedis, startRedis } from '../servers/redis.ts';
import { freePort } from '../servers/server-process.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

let folder: string;
let simulator: Simulator;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskhand-part-down-'));
  simulator = await startSimulator({
    models: [{ id: '*', firstTokenMs: 20, tokensPerSecond: 200 }],
  });
  await writeFile(join(folder, 'models.yaml'), modelsFile(simulator.url));
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

const start = (settings: Record<string, string>): Promise<DeskhandProcess> =>
  startDeskhandProcess({
    settings: {
      MODELS_FILE: join(folder, 'models.yaml'),
      KNOWLEDGE_FOLDER: join(import.meta.dirname, '../harness/knowledge'),
      READ_PASSAGES: 'false',
      SHADOW_SHARE: '0',
      ...settings,
    },
  });

/** Asks one question and gives all that can be known of its answer. */
async function observed(deskhand: DeskhandProcess, text: string) {
  const customer = await Customer.open(deskhand.url);
  const before = { metrics: await MetricsPage.read(deskhand.url), usd: usdOf(simulator.bill()) };
  const startedMs = performance.now();
  const { message, shown } = await customer.ask(text);
  const tookMs = performance.now() - startedMs;
  const after = await MetricsPage.read(deskhand.url);
  const admin = await Admin.signIn(deskhand.url);
  const path = `/conversations/${customer.conversationId}`;
  const receipt = (await admin.read(path, conversationRecordSchema)).receipts[message.id];
  customer.close();
  const billedUsd = usdOf(simulator.bill()) - before.usd;
  return {
    message,
    shown,
    tookMs,
    receipt,
    billedUsd,
    after,
    ...movedCounters(before.metrics, after),
  };
}

describe('the vector index is down', () => {
  let silent: Server;
  let deaf: string;

  beforeAll(async () => {
    // Takes connections and never says a word.
    silent = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    deaf = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  });
  afterAll(() => void silent.close());

  it.each([
    ['refuses connections', async () => `http://127.0.0.1:${await freePort()}`],
    ['does not answer', async () => deaf],
  ])(
    'and %s: the answer is found by words, marked as degraded and not shared',
    {
      timeout: 120_000,
    },
    async (_, url) => {
      const deskhand = await start({ QDRANT_URL: await url() });
      try {
        const { message, shown, receipt, tookMs, ...seen } = await observed(
          deskhand,
          'How much is express delivery?',
        );
        expect(message).toMatchObject({ answerStatus: 'complete' });
        expect(message.text).toContain('12.90 EUR');
        expect(shown.map((text) => text.trim())).toEqual([message.text]);
        expect(message.sources?.[0]?.documentId).toBe('delivery');
        expect(receipt).toMatchObject({
          retrieval: { source: 'lexical', degraded: true },
          cache: { notShared: 'degraded' },
        });
        expect(tookMs).toBeLessThan(10_000);
        expect(seen.counts).toEqual({
          'answers small': 1,
          'verdict supported': 1,
          'calls small used': 1,
          degraded: 1,
        });
        expect(seen.costUsd).toBeCloseTo(seen.billedUsd, 12);
        expect(receipt?.costUsd).toBeCloseTo(seen.billedUsd, 12);
      } finally {
        await deskhand.close();
      }
    },
  );
});

describe.skipIf(findRedis() === null)('Redis is down', () => {
  it('the customer sees nothing of it, and the page of metrics says so', {
    timeout: 120_000,
  }, async () => {
    const redis = await startRedis();
    if (redis === null) throw new Error('Redis did not start');
    const deskhand = await start({ REDIS_URL: redis.url });
    try {
      await deskhand.vectorsReady;
      const up = await observed(deskhand, 'What does plan S cost a month?');
      expect(up.after.value('deskhand_shared_state_up')).toBe(1);
      await redis.kill();
      const down = await observed(deskhand, 'What does plan S cost a month?');
      expect(down.message.text).toBe(up.message.text);
      expect(down.shown.map((text) => text.trim())).toEqual([up.message.text]);
      expect(down.after.value('deskhand_shared_state_up')).toBe(0);
      expect(down.counts).toEqual({
        'answers small': 1,
        'verdict supported': 1,
        'calls small used': 1,
      });
      expect(down.costUsd).toBeCloseTo(down.billedUsd, 12);
    } finally {
      await deskhand.close();
      await redis.close();
    }
  });
});
