import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresSchema } from '../../shared/admin-protocol.ts';
import { MetricsPage } from '../bench/metrics-page.ts';
import { Admin } from '../harness/admin.ts';
import { Customer } from '../harness/customer.ts';
import { type DeskhandProcess, startDeskhandProcess } from '../harness/deskhand-process.ts';
import { modelsFile } from '../harness/models-file.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

const model = 'embedding-simulated';
const usdPerMillionTokens = 20;

describe('embeddings over an endpoint', () => {
  let folder: string;
  let simulator: Simulator;
  let deskhand: DeskhandProcess;

  const start = async (): Promise<void> => {
    deskhand = await startDeskhandProcess({
      dataFolder: join(folder, 'data'),
      settings: {
        MODELS_FILE: join(folder, 'models.yaml'),
        KNOWLEDGE_FOLDER: join(import.meta.dirname, '../harness/knowledge'),
        EMBEDDINGS_URL: simulator.url,
        EMBEDDINGS_MODEL: model,
        EMBEDDINGS_DIMENSIONS: '256',
        EMBEDDINGS_USD_PER_MILLION_TOKENS: String(usdPerMillionTokens),
        READ_PASSAGES: 'false',
      },
    });
    await deskhand.vectorsReady;
  };
  const charges = () => {
    const { inputTokens = 0, requests = 0 } = simulator.bill()[model] ?? {};
    return { calls: requests, costUsd: (inputTokens * usdPerMillionTokens) / 1e6 };
  };
  /** Examples of classes are embedded after the documents. */
  const settled = async () => {
    for (let before = -1; before !== charges().calls; ) {
      before = charges().calls;
      await sleep(1_500);
    }
    return charges();
  };
  const billed = async () => {
    const admin = await Admin.signIn(deskhand.url);
    const [from, to] = [Date.now() - 3_600_000, Date.now() + 3_600_000];
    const range = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
    const figures = await admin.read(`/figures?${range}`, figuresSchema);
    const use = figures.offPath.find(({ purpose }) => purpose === 'embedding');
    return { calls: use?.calls ?? 0, costUsd: use?.costUsd ?? 0 };
  };
  const ask = async (question: string): Promise<string> => {
    const customer = await Customer.open(deskhand.url);
    const { message } = await customer.ask(question);
    customer.close();
    return message.text;
  };
  /** The same calls, and the same money within 0.1%. */
  const expectOnTheBill = async () => {
    const { calls, costUsd } = await settled();
    await expect.poll(async () => (await billed()).calls, { timeout: 10_000 }).toBe(calls);
    expect(Math.abs((await billed()).costUsd / costUsd - 1)).toBeLessThan(0.001);
    return costUsd;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskhand-embeddings-'));
    simulator = await startSimulator({ models: [{ id: '*' }] });
    await writeFile(join(folder, 'models.yaml'), modelsFile(simulator.url));
    await start();
  }, 120_000);
  afterAll(async () => {
    await deskhand.close();
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are on the bill with what the endpoint charges, those of documents and of questions', {
    timeout: 60_000,
  }, async () => {
    const ofDocuments = (await settled()).costUsd;
    expect(ofDocuments).toBeGreaterThan(0);
    await ask('How long can I return accessories?');
    const charged = await expectOnTheBill();
    expect(charged).toBeGreaterThan(ofDocuments);
    const page = await MetricsPage.read(deskhand.url);
    const shown = page.value('deskhand_off_path_cost_usd_total{purpose="embedding"}');
    expect(Math.abs(shown / charged - 1)).toBeLessThan(0.001);
  });

  it('are charged for when they come too late, and a customer is answered without', {
    timeout: 60_000,
  }, async () => {
    const before = await settled();
    simulator.setFaults([{ model, fault: { kind: 'hang' } }]);
    expect(await ask('What does plan M cost a month?')).toContain('12.90');
    simulator.setFaults([]);
    expect((await settled()).costUsd).toBeGreaterThan(before.costUsd);
    await expectOnTheBill();
  });

  it('are on the bill, and of the day, after an end that comes at once', {
    timeout: 120_000,
  }, async () => {
    const before = charges().calls;
    await ask('What does plan L cost a month?');
    expect(charges().calls).toBeGreaterThan(before);
    await deskhand.close();
    await start();
    const charged = await expectOnTheBill();
    const page = await MetricsPage.read(deskhand.url);
    // Of 50 dollars; answers come on top.
    expect(page.value('deskhand_budget_used_share') * 50).toBeGreaterThanOrEqual(charged * 0.999);
  });
});
