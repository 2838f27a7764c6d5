import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertsSchema } from '../../shared/admin-alerts.ts';
import { conversationRecordSchema } from '../../shared/admin-protocol.ts';
import { MetricsPage } from '../bench/metrics-page.ts';
import { Admin } from '../harness/admin.ts';
import { Customer, type SeenAnswer } from '../harness/customer.ts';
import { type DeskhandProcess, startDeskhandProcess } from '../harness/deskhand-process.ts';
import { modelsFile } from '../harness/models-file.ts';
import { unlikeAnyOther } from '../harness/unlike-any-other.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

let simulator: Simulator;
let folder: string;

beforeAll(async () => {
  simulator = await startSimulator({ models: [{ id: '*' }] });
  folder = await mkdtemp(join(tmpdir(), 'deskhand-budgets-'));
  await writeFile(join(folder, 'models.yaml'), modelsFile(simulator.url));
});

afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

/** The product with these budgets, and a customer in it. */
async function withBudgets(settings: Record<string, string>) {
  const deskhand = await startDeskhandProcess({
    settings: {
      MODELS_FILE: join(folder, 'models.yaml'),
      KNOWLEDGE_FOLDER: join(import.meta.dirname, '../harness/knowledge'),
      READ_PASSAGES: 'false',
      ...settings,
    },
  });
  await deskhand.vectorsReady;
  return { deskhand, customer: await Customer.open(deskhand.url) };
}

const asked = () => simulator.requests().map(({ model }) => model);

describe("a day's money", () => {
  let deskhand: DeskhandProcess;
  let customer: Customer;
  const answers: SeenAnswer[] = [];

  // One small call costs about a ten-thousandth of a dollar: the last fifth of the money is more than one, so no stage is skipped.
  const usdPerDay = 0.0008;

  beforeAll(async () => {
    ({ deskhand, customer } = await withBudgets({ USD_PER_DAY: String(usdPerDay) }));
    for (let turn = 0; turn < 16; turn += 1) {
      answers.push(await customer.ask(unlikeAnyOther('What does plan M cost a month?')));
    }
  }, 120_000);

  afterAll(async () => {
    customer.close();
    await deskhand.close();
  });

  it('ends in quoting: every question is still answered, with its source', () => {
    const calls = asked().length;
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThan(answers.length);
    for (const { message } of answers) expect(message.text).toContain('12.90');
    expect(answers.at(-1)?.message.sources?.[0]?.documentId).toBe('plans');
  });

  it('raises the alarm, once for each stage in the log and in the metrics', async () => {
    const alarms = deskhand.output().match(/"allowance":"[a-z-]+"/g);
    expect(alarms).toEqual(['"allowance":"small-only"', '"allowance":"none"']);
    const page = await MetricsPage.read(deskhand.url);
    expect(page.value('deskhand_budget_used_share')).toBeGreaterThanOrEqual(1);
    expect(page.value('deskhand_cost_usd_total{model="small"}')).toBeGreaterThan(0);
  });

  it('is told to admins, who see what is spent of how much', async () => {
    const admin = await Admin.signIn(deskhand.url);
    const { alerts } = await admin.read('/alerts', alertsSchema);
    expect(alerts).toMatchObject([{ kind: 'money', stage: 'none', usdPerDay }]);
  });

  it('leaves no quotation in the caches, for a model would have done better', async () => {
    const text = unlikeAnyOther('What does plan S cost a month?');
    const asker = await Customer.open(deskhand.url);
    const quoted = [await asker.ask(text), await asker.ask(text)];
    asker.close();
    const admin = await Admin.signIn(deskhand.url);
    const { receipts } = await admin.read(
      `/conversations/${asker.conversationId}`,
      conversationRecordSchema,
    );
    for (const { message } of quoted) {
      expect(receipts[message.id]).toMatchObject({
        servedBy: 'extractive',
        retrieval: { degraded: true },
        cache: { notShared: 'degraded' },
      });
    }
  });

  it('has no follow-up written by a model', async () => {
    const asker = await Customer.open(deskhand.url);
    await asker.ask(unlikeAnyOther('What does plan S cost a month?'));
    const { message } = await asker.ask('until when can I cancel it?');
    asker.close();
    const admin = await Admin.signIn(deskhand.url);
    const path = `/conversations/${asker.conversationId}`;
    const { receipts } = await admin.read(path, conversationRecordSchema);
    expect(receipts[message.id]).toMatchObject({
      followUp: { by: 'rules', because: 'no-money' },
      costUsd: 0,
    });
  });

  it('brings a person where the documents do not tell, as no model can be asked', async () => {
    const before = asked().length;
    const { message } = await customer.ask(
      unlikeAnyOther('Do you repair helicopter rotors on the moon?'),
    );
    expect(asked()).toHaveLength(before);
    expect(message.answerStatus).toBe('abstained');
    const queued = await customer.until(() =>
      customer.events.find(({ event }) => event.type === 'hand-off-queued'),
    );
    expect(queued.event).toMatchObject({ state: { reason: 'budget-exhausted' } });
    const admin = await Admin.signIn(deskhand.url);
    const { receipts } = await admin.read(
      `/conversations/${customer.conversationId}`,
      conversationRecordSchema,
    );
    expect(receipts[message.id]).toMatchObject({ handOff: 'budget-exhausted' });
  });
});

describe("a day's money that is there", () => {
  it('only offers a person after one answer that was none', { timeout: 120_000 }, async () => {
    const { deskhand, customer } = await withBudgets({});
    const { message } = await customer.ask(
      unlikeAnyOther('Do you repair helicopter rotors on the moon?'),
    );
    expect(message.answerStatus).toBe('abstained');
    await customer.ask(unlikeAnyOther('What does plan L cost a month?'));
    expect(customer.events.some(({ event }) => event.type === 'hand-off-queued')).toBe(false);
    const { alerts } = await (await Admin.signIn(deskhand.url)).read('/alerts', alertsSchema);
    expect(alerts).toEqual([]);
    customer.close();
    await deskhand.close();
  });
});

describe("a conversation's money", () => {
  it('when it is used no longer buys the large model, and the next visitor has one of their own', {
    timeout: 120_000,
  }, async () => {
    const { deskhand, customer } = await withBudgets({ USD_PER_CONVERSATION: '0.0012' });
    try {
      simulator.setFaults([{ model: 'small', fault: { kind: 'empty' } }]);
      const from = asked().length;
      await customer.ask(unlikeAnyOther('What does plan S cost a month?'));
      expect(asked().slice(from)).toEqual(['small', 'large']);
      const used = asked().length;
      await customer.ask(unlikeAnyOther('What does plan L cost a month?'));
      expect(asked().slice(used)).not.toContain('large');
      const other = await Customer.open(deskhand.url);
      const fresh = asked().length;
      await other.ask(unlikeAnyOther('What does plan L cost a month?'));
      expect(asked().slice(fresh)).toContain('large');
      other.close();
    } finally {
      simulator.setFaults([]);
      customer.close();
      await deskhand.close();
    }
  });
});
