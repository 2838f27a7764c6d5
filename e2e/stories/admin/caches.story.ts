import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { Chat } from '../fixtures/chat.ts';
import { expect, test } from '../fixtures/story.ts';

const asked = 'How much is the repair of a puncture?';
const refused = 'Who won the race in Roubaix last year?';

async function ask(page: Page, question: string): Promise<void> {
  const chat = await Chat.onShop(page);
  await chat.ask(question);
}

test('An admin has a list of questions answered beforehand, and the next customer is served from it', async ({
  adminPage,
  page,
  records,
}) => {
  test.setTimeout(120_000);
  await adminPage.goto('/admin/caches/warm-up');
  const list = `# About repairs\n- ${asked}\n- ${refused}\n`;
  await adminPage.getByLabel('Questions, one a line').fill(list);
  await expectAccessible(adminPage, 'a list to warm up with');
  await adminPage.getByRole('button', { name: 'Answer them now' }).click();
  await expect(adminPage.getByRole('status')).toContainText(
    /2 questions answered for \$[\d.]+: 1 stored, 1 not stored/,
    { timeout: 60_000 },
  );
  const why = adminPage
    .getByRole('region')
    .or(adminPage.locator('dl'))
    .filter({ hasText: refused });
  await expect(why.last()).toContainText('The documents do not answer it.');
  await expectAccessible(adminPage, 'the result of a warm-up');

  await ask(page, asked);
  const { receipts } = await records.conversationBegunWith(asked);
  const [receipt] = Object.values(receipts);
  expect(receipt?.servedBy).toBe('exact');
  expect(receipt?.costUsd).toBe(0);
  expect(receipt?.cache.originalCostUsd).toBeGreaterThan(0);
});

test('An admin finds a kept answer, reads what it rests on and throws it out', async ({
  adminPage,
  anotherBrowser,
  records,
}) => {
  test.setTimeout(120_000);
  const question = 'What is the phone number of the workshop in Hamburg?';
  for (let customer = 0; customer < 2; customer += 1) await ask(await anotherBrowser(), question);

  await adminPage.goto('/admin/caches/entries');
  await adminPage.getByLabel('Search entries').fill('hamburg phone');
  const kept = adminPage.getByRole('row').filter({ hasText: 'Exact, semantic' });
  await expect(kept).toHaveCount(1);
  await expect(kept).toContainText('1 exact');
  await expectAccessible(adminPage, 'entries that were searched');
  await kept.getByRole('button', { name: question }).click();
  const entry = adminPage.getByRole('dialog', { name: 'Cache entry' });
  await expect(entry.getByRole('heading', { name: 'Sources' })).toBeVisible();
  await expect(entry).toContainText(/Rests on.*version 1/s);
  await expect(entry).toContainText(/Each hit saves\$0\.0/);
  await expectAccessible(adminPage, 'a kept answer');

  await entry.getByRole('button', { name: 'Evict' }).click();
  const sure = adminPage.getByRole('dialog', { name: 'Evict this entry?' });
  await expectAccessible(adminPage, 'the question before an eviction');
  await sure.getByRole('button', { name: 'Evict' }).click();
  await expect(adminPage.getByText('The entry was evicted.')).toBeVisible();
  await expect(kept).toHaveCount(0);

  await ask(await anotherBrowser(), question);
  const { receipts } = await records.conversationBegunWith(question);
  expect(Object.values(receipts)[0]?.servedBy).toBe('small');
});

test('An admin sees what the caches save and what decides on their hits', async ({
  adminPage,
  anotherBrowser,
}) => {
  const question = 'Can bicycles be returned within 30 days of delivery?';
  for (let customer = 0; customer < 2; customer += 1) await ask(await anotherBrowser(), question);

  await adminPage.goto('/admin/caches');
  const exact = adminPage.getByRole('region', { name: 'Exact cache' });
  await expect(exact).toContainText(/\d% hit rate/);
  await expect(exact).toContainText(/Saved\$0\.0/);
  for (const title of ['Hit rate by tier', 'Hit rate by class of question', 'Dollars saved']) {
    const chart = adminPage.getByRole('img', { name: title });
    await chart.scrollIntoViewIfNeeded();
    await expect(chart.locator('svg.recharts-surface').first()).toBeVisible();
  }
  const classes = adminPage.getByRole('region', { name: 'Cache hits by class of question' });
  const hits = classes.getByRole('link', { name: /^[1-9]\d* exact hits of class/ }).first();
  await expectAccessible(adminPage, 'what the caches save');
  await hits.click();
  await expect(
    adminPage.getByRole('heading', { name: 'Conversations with an exact hit' }),
  ).toBeVisible();
  await expect(adminPage.getByRole('button', { name: /^Only class/ })).toBeVisible();
  await expectAccessible(adminPage, 'the conversations behind a class of question');

  await adminPage.goto('/admin/caches/calibration');
  await expect(adminPage.getByRole('region', { name: 'Bound' })).toContainText('1%');
  await expect(adminPage.getByText('Still learning')).toBeVisible();
  await expectAccessible(adminPage, 'the calibration');
});
