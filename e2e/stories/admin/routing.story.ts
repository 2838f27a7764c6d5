import { expectAccessible } from '../fixtures/accessible.ts';
import { Chat } from '../fixtures/chat.ts';
import { expect, test } from '../fixtures/story.ts';

test('An admin fixes the model of a class of questions, and lets the router choose again', async ({
  adminPage,
  page,
  records,
}) => {
  test.setTimeout(90_000);
  const question = 'What does the Quillcare L plan cost a month?';
  await adminPage.goto('/admin/routing');
  const ladder = adminPage.getByRole('region', { name: 'Ladder of models' });
  await expect(ladder.getByRole('row', { name: /^small/ })).toContainText('Ready');
  await expect(ladder.getByRole('row', { name: /^small/ })).toContainText('of 100 at once');
  const chosen = ['FAQ and facts', 'Question over documents'];
  const fix = async (className: string, model: string) => {
    await adminPage.getByRole('combobox', { name: `Model for ${className}` }).click();
    await adminPage.getByRole('option', { name: model }).click();
  };
  for (const className of chosen) await fix(className, 'large');
  await expect(adminPage.getByText('Every question goes to large')).toHaveCount(chosen.length);
  await expectAccessible(adminPage, 'fixed models');

  const chat = await Chat.onShop(page);
  await chat.ask(question);
  const { receipts } = await records.conversationBegunWith(question);
  expect(Object.values(receipts)[0]?.attempts.map(({ model }) => model)).toEqual(['large']);

  for (const className of chosen) await fix(className, 'Let the router choose');
  await expect(adminPage.getByText('Every question goes to large')).toHaveCount(0);
});

test('An admin sees that a provider fails, and customers are answered all the same', async ({
  adminPage,
  anotherBrowser,
  product,
}) => {
  test.setTimeout(90_000);
  product.simulator.setFaults([{ model: 'small', fault: { kind: 'server-error' } }]);
  for (const wish of ['a bell', 'a basket', 'a lamp', 'a lock']) {
    const chat = await Chat.onShop(await anotherBrowser());
    await chat.ask(`Which of your bicycles comes with ${wish}?`);
  }
  await adminPage.goto('/admin/routing');
  const small = adminPage
    .getByRole('region', { name: 'Ladder of models' })
    .getByRole('row', { name: /^small/ });
  await expect(small).toContainText(/Failing|Trying again/);
  await expect(small).toContainText(/[1-9]\d* of \d+ calls failed in the last minute/);
  await expectAccessible(adminPage, 'a provider that fails');
});
