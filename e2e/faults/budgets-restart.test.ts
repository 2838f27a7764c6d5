import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { conversationRecordSchema, figuresSchema } from '../../shared/admin-protocol.ts';
import { MetricsPage } from '../bench/metrics-page.ts';
import { Admin } from '../harness/admin.ts';
import { Customer } from '../harness/customer.ts';
import { type SimulatedProduct, startSimulatedProduct } from '../harness/simulated-product.ts';
import type { Simulator } from '../simulator/simulator.ts';

/** Less than one answer of the small model costs. */
const usdPerAddressPerDay = '0.00002';

describe('money that was spent before a restart', () => {
  let product: SimulatedProduct;
  let simulator: Simulator;
  let admin: Admin;
  let usedShare: number;

  const usedNow = async () =>
    (await MetricsPage.read(product.deskhand.url)).value('deskhand_budget_used_share');
  const offPath = async () => {
    const [from, to] = [Date.now() - 3_600_000, Date.now() + 60_000];
    const range = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
    return (await admin.read(`/figures?${range}`, figuresSchema)).offPath;
  };

  beforeAll(async () => {
    product = await startSimulatedProduct({
      settings: { USD_PER_ADDRESS_PER_DAY: usdPerAddressPerDay, SHADOW_SHARE: '1' },
    });
    ({ simulator } = product);
    admin = await Admin.signIn(product.deskhand.url);
    const customer = await Customer.open(product.deskhand.url);
    await customer.ask('What does plan M cost a month?');
    const other = await Customer.open(product.deskhand.url);
    await other.ask('What does plan M cost a month?');
    await vi.waitFor(async () => expect(await offPath()).toHaveLength(1), { timeout: 20_000 });
    usedShare = await usedNow();
    for (const each of [customer, other]) each.close();
    await product.restart();
    admin = await Admin.signIn(product.deskhand.url);
  }, 180_000);

  afterAll(() => product.close());

  it('is on the bill, also what was asked to compare a cached answer', async () => {
    expect(await offPath()).toMatchObject([{ purpose: 'comparison', calls: 1 }]);
  });

  it("is still used of the day's, off the path as well", async () => {
    await expect.poll(usedNow, { timeout: 10_000 }).toBeCloseTo(usedShare, 9);
    expect(usedShare).toBeGreaterThan(0);
  });

  it('buys an address no model for a fresh token', { timeout: 60_000 }, async () => {
    const before = simulator.requests().length;
    const fresh = await Customer.open(product.deskhand.url);
    const { message } = await fresh.ask('What does plan L cost a month?');
    fresh.close();
    expect(simulator.requests()).toHaveLength(before);
    const { receipts } = await admin.read(
      `/conversations/${fresh.conversationId}`,
      conversationRecordSchema,
    );
    expect(receipts[message.id]).toMatchObject({ servedBy: 'extractive' });
  });
});
