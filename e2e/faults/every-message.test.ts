import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeskhandProcess, startDeskhandProcess } from '../harness/deskhand-process.ts';
import { modelsFile } from '../harness/models-file.ts';
import { oddMessage } from '../harness/odd-messages.ts';
import { acts, RestlessCustomer, type SentMessage } from '../harness/restless-customer.ts';
import { findRedis, startRedis } from '../servers/redis.ts';
import type { ServerHandle } from '../servers/server-process.ts';
import type { Fault } from '../simulator/script.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

/** Every way in which a provider fails, together in about every sixth call. */
const faults: Fault[] = [
  { kind: 'server-error' },
  { kind: 'reset' },
  { kind: 'empty' },
  { kind: 'malformed', afterTokens: 3 },
  { kind: 'cut', afterTokens: 5 },
  { kind: 'cut-clean', afterTokens: 5 },
  { kind: 'silence', afterTokens: 5 },
  { kind: 'content-filter', afterTokens: 2 },
  { kind: 'error-event', afterTokens: 4 },
  { kind: 'invent', values: ['price', 'date'] },
];

let folder: string;
let simulator: Simulator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskhand-every-message-'));
  simulator = await startSimulator({
    models: [{ id: '*', firstTokenMs: 20, tokensPerSecond: 150 }],
    faults: faults.map((fault, index) => ({ fault, probability: 0.015, seed: index + 1 })),
  });
  await writeFile(join(folder, 'models.yaml'), modelsFile(simulator.url));
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(settings: Record<string, string> = {}): Promise<DeskhandProcess> {
  const deskhand = await startDeskhandProcess({
    settings: {
      MODELS_FILE: join(folder, 'models.yaml'),
      KNOWLEDGE_FOLDER: join(import.meta.dirname, '../harness/knowledge'),
      EVENTS_PER_SECOND: '1000',
      ...settings,
    },
  });
  await deskhand.vectorsReady;
  return deskhand;
}

/** Customers who write at the same time, each from another place in the list of messages and acts. */
async function talk(url: string, customers: number, messages: number): Promise<SentMessage[]> {
  const unanswered = Array.from({ length: customers }, async (_, which) => {
    const customer = await RestlessCustomer.open(url);
    for (let count = 0; count < messages; count += 1) {
      const place = which * messages + count;
      const act = acts[(place * 3 + which) % acts.length] ?? 'wait';
      await customer.say(oddMessage(place).text, act);
    }
    const left = await customer.unanswered(30_000);
    customer.close();
    return left;
  });
  return (await Promise.all(unanswered)).flat();
}

describe('every acknowledged message comes to an end that its customer sees', () => {
  it('whatever is written, however it is interrupted, while providers fail', {
    timeout: 180_000,
  }, async () => {
    const deskhand = await start();
    expect(await talk(deskhand.url, 10, 12)).toEqual([]);
    await deskhand.close();
  });

  describe.skipIf(findRedis() === null)('with a Redis', () => {
    let redis: ServerHandle;
    let deskhand: DeskhandProcess;

    beforeAll(async () => {
      const started = await startRedis();
      if (started === null) throw new Error('Redis did not start');
      redis = started;
      deskhand = await start({ REDIS_URL: redis.url });
    }, 120_000);
    afterAll(async () => {
      await deskhand.close();
      await redis.close();
    });

    it('that hangs', { timeout: 120_000 }, async () => {
      const client = new Redis(redis.url);
      await client.call('CLIENT', 'PAUSE', '600000', 'ALL');
      expect(await talk(deskhand.url, 4, 5)).toEqual([]);
      client.disconnect();
    });

    it('that is gone', { timeout: 120_000 }, async () => {
      await redis.kill();
      expect(await talk(deskhand.url, 4, 5)).toEqual([]);
    });

    it('that comes and goes', { timeout: 120_000 }, async () => {
      await redis.restart();
      let over = false;
      const flapping = (async () => {
        while (!over) {
          await new Promise((resolve) => setTimeout(resolve, 1000));
          await redis.kill();
          await new Promise((resolve) => setTimeout(resolve, 500));
          await redis.restart();
        }
      })();
      expect(await talk(deskhand.url, 6, 6)).toEqual([]);
      over = true;
      await flapping;
    });
  });
});
