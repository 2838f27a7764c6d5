import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversationRecordSchema } from '../../shared/admin-protocol.ts';
import { MetricsPage } from '../bench/metrics-page.ts';
import { Admin } from '../harness/admin.ts';
import { Customer, type SeenAnswer } from '../harness/customer.ts';
import { usdOf } from '../harness/models-file.ts';
import { type SimulatedProduct, startSimulatedProduct } from '../harness/simulated-product.ts';
import type { Simulator } from '../simulator/simulator.ts';

const opening = 'What does plan S cost a month?';
const leaning = 'until when can I cancel it?';
const standing = 'Until when can I cancel plan S?';
const byRules = `plan S: ${leaning}`;

describe('a question that leans on the talk', () => {
  let product: SimulatedProduct;
  let simulator: Simulator;
  let admin: Admin;
  let customer: Customer;

  const modelWrites = (text: string): void =>
    simulator.setModels([{ id: '*', rewrites: { [leaning]: text } }]);
  const receiptsOf = async () => {
    const path = `/conversations/${customer.conversationId}`;
    return (await admin.read(path, conversationRecordSchema)).receipts;
  };
  const receiptOf = async ({ message }: SeenAnswer) => (await receiptsOf())[message.id];
  /** What the simulated providers charged since, beside what the conversation's receipts say. USD. */
  const chargedSince = (before: number): number => usdOf(simulator.bill()) - before;
  const billed = async (): Promise<number> =>
    Object.values(await receiptsOf()).reduce((usd, { costUsd }) => usd + costUsd, 0);

  beforeAll(async () => {
    product = await startSimulatedProduct({ settings: { FOLLOW_UP_MS: '600' } });
    ({ simulator } = product);
    admin = await Admin.signIn(product.deskhand.url);
  }, 120_000);

  afterAll(() => product.close());

  beforeEach(async () => {
    modelWrites(standing);
    customer = await Customer.open(product.deskhand.url);
    await customer.ask(opening);
  });

  afterEach(() => {
    customer.close();
    simulator.setFaults([]);
  });

  it('is asked as the small model puts it, on the receipt and on the bill', async () => {
    const before = usdOf(simulator.bill()) - (await billed());
    const receipt = await receiptOf(await customer.ask(leaning));
    expect(receipt).toMatchObject({
      standaloneQuestion: standing,
      followUp: { by: 'model' },
      attempts: [
        { model: 'small', purpose: 'contextualise', outcome: 'used', usageEstimated: false },
        { model: 'small', outcome: 'used' },
      ],
      cache: { exact: 'skipped', semantic: 'skipped', notShared: 'not-standalone' },
    });
    expect(receipt?.attempts[1]?.purpose).toBeUndefined();
    expect(receipt?.costUsd).toBeCloseTo(
      (receipt?.attempts ?? []).reduce((usd, attempt) => usd + attempt.costUsd, 0),
      9,
    );
    expect(await billed()).toBeCloseTo(chargedSince(before), 9);
  });

  it('needs no model where it only names another thing', async () => {
    const calls = simulator.requests().length;
    const receipt = await receiptOf(await customer.ask('and plan M?'));
    expect(receipt).toMatchObject({
      standaloneQuestion: 'What does plan M cost a month?',
      followUp: { by: 'rules', because: 'sure' },
    });
    expect(simulator.requests()).toHaveLength(calls + 1);
  });

  it('is left to the rules where the model brings in what nobody said; the call is paid for', async () => {
    modelWrites('Until when can I cancel plan S for 99.00 EUR?');
    const page = await MetricsPage.read(product.deskhand.url);
    const receipt = await receiptOf(await customer.ask(leaning));
    expect(receipt).toMatchObject({
      standaloneQuestion: byRules,
      followUp: { by: 'rules', because: 'invents' },
    });
    expect(receipt?.attempts[0]).toMatchObject({ purpose: 'contextualise', outcome: 'rejected' });
    const labels = '{by="rules",because="invents"}';
    const after = await MetricsPage.read(product.deskhand.url);
    const moved = (name: string) => after.value(name) - page.value(name);
    expect(moved(`deskhand_follow_ups_total${labels}`)).toBe(1);
    const drafts = receipt?.attempts.filter(
      ({ purpose, outcome }) => purpose === undefined && outcome === 'rejected',
    );
    expect(moved('deskhand_rejected_drafts_total{model="small"}')).toBe(drafts?.length);
  });

  it('is left to the rules where the model hangs, in the time that the setting gives it', async () => {
    simulator.setFaults([{ model: 'small', fault: { kind: 'hang' }, toRequest: 1 }]);
    const before = usdOf(simulator.bill()) - (await billed());
    const receipt = await receiptOf(await customer.ask(leaning));
    expect(receipt).toMatchObject({
      standaloneQuestion: byRules,
      followUp: { by: 'rules', because: 'no-answer' },
    });
    expect(receipt?.attempts[0]).toMatchObject({ purpose: 'contextualise', outcome: 'failed' });
    expect(await billed()).toBeCloseTo(chargedSince(before), 6);
  });

  it('is stopped by the customer while the model writes it, and billed', async () => {
    simulator.setFaults([{ model: 'small', fault: { kind: 'hang' }, toRequest: 1 }]);
    const before = usdOf(simulator.bill()) - (await billed());
    const calls = simulator.requests().length;
    await customer.send(leaning);
    await expect.poll(() => simulator.requests().length).toBe(calls + 1);
    await customer.socket.emitWithAck('answer-stop', {
      conversationId: customer.conversationId,
      messageId: startedOf(customer),
    });
    const end = await customer.until(() =>
      customer.events.find(
        ({ event }) => event.type === 'answer-end' && event.message.answerStatus === 'stopped',
      ),
    );
    expect(end.event).toMatchObject({ message: { text: '' } });
    await expect.poll(billed).toBeGreaterThan(0);
    await expect
      .poll(async () => Math.abs((await billed()) - chargedSince(before)))
      .toBeLessThan(1e-6);
  });

  it('is what the next one goes on from, after a restart too', async () => {
    await customer.ask(leaning);
    const next = { standaloneQuestion: 'Until when can I cancel plan M?' };
    expect(await receiptOf(await customer.ask('and plan M?'))).toMatchObject(next);
    await customer.ask(leaning);
    const { token, conversationId } = customer;
    customer.close();
    await product.restart();
    admin = await Admin.signIn(product.deskhand.url);
    customer = await Customer.open(product.deskhand.url, { token, conversationId });
    expect(await receiptOf(await customer.ask('and plan M?'))).toMatchObject(next);
  }, 60_000);
});

function startedOf({ events }: Customer): string {
  const started = events.findLast(({ event }) => event.type === 'answer-start');
  if (started?.event.type !== 'answer-start') throw new Error('no answer has begun');
  return started.event.messageId;
}
