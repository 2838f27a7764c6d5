import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskhand-embeddings-'));
    simulator = await startSimulator({ models: [{ id: '*' }] });
    await writeFile(join(folder, 'models.yaml'), modelsFile(simulator.url));
    deskhand = await startDeskhandProcess({
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
  }, 120_000);
  afterAll(async () => {
    await deskhand.close();
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are on the bill with what the endpoint charges, those of documents and of questions', async () => {
    const charged = () => ((simulator.bill()[model]?.inputTokens ?? 0) * usdPerMillionTokens) / 1e6;
    const ofDocuments = charged();
    expect(ofDocuments).toBeGreaterThan(0);
    const customer = await Customer.open(deskhand.url);
    await customer.ask('How long can I return accessories?');
    customer.close();
    expect(charged()).toBeGreaterThan(ofDocuments);

    const admin = await Admin.signIn(deskhand.url);
    const now = Date.now();
    const from = new Date(now - 3_600_000).toISOString();
    const to = new Date(now + 3_600_000).toISOString();
    const billed = async () => {
      const { offPath } = await admin.read(`/figures?from=${from}&to=${to}`, figuresSchema);
      return offPath.find(({ purpose }) => purpose === 'embedding');
    };
    await expect.poll(async () => (await billed())?.costUsd).toBeCloseTo(charged(), 9);
    expect((await billed())?.calls).toBe(simulator.bill()[model]?.requests);
    const page = await MetricsPage.read(deskhand.url);
    const shown = page.value('deskhand_off_path_cost_usd_total{purpose="embedding"}');
    expect(shown).toBeCloseTo(charged(), 9);
  });
});
