import { expectAccessible } from '../fixtures/accessible.ts';
import { Chat, expectOnlyGrowth } from '../fixtures/chat.ts';
import { expect, test } from '../fixtures/story.ts';

test('A customer asks on the shop page and reads an answer that rests on its sources', async ({
  page,
}) => {
  await page.goto('/');
  await expectAccessible(page, 'the shop with the launcher');
  const chat = new Chat(page);
  await chat.open();
  await expect(chat.frame.getByRole('heading', { name: 'Hi! How can we help?' })).toBeVisible();
  await expectAccessible(page, 'the greeting');

  await chat.keepWhatIsShown();
  await chat.send('Within how many days of delivery can bicycles be returned?');
  await expect(chat.questions).toContainText(
    'Within how many days of delivery can bicycles be returned?',
  );
  const answer = await chat.wholeAnswer();

  await expect(chat.textOf(answer)).toContainText('30 days');
  expectOnlyGrowth(await chat.whatWasShown(), (await chat.textOf(answer).textContent()) ?? '');

  const sources = answer.getByRole('region', { name: 'Sources' });
  const source = sources.getByRole('button', { name: 'Returning a bicycle or e-bike' });
  await source.click();
  await expect(source).toHaveAttribute('aria-expanded', 'true');
  await expect(sources).toContainText(
    'Bicycles and e-bikes can be returned within 30 days of delivery.',
  );
  await expectAccessible(page, 'an answer with an open source');

  await source.click();
  await chat.textOf(answer).getByRole('button', { name: 'Source 1' }).click();
  await expect(sources).toContainText('within 30 days of delivery.');
});

test('An answer that is none offers pages that may help, and a person', async ({
  page,
  product,
}) => {
  product.simulator.setModels([{ id: '*', facts: { 'What is your return policy?': [] } }]);
  const chat = await Chat.onShop(page);
  const answer = await chat.ask('What is your return policy?');
  await expect(chat.textOf(answer)).toContainText("I don't know");
  const pages = answer.getByRole('region', { name: 'These pages may help' });
  await pages.getByRole('button', { name: 'Returning a bicycle or e-bike' }).click();
  await expect(pages).not.toBeEmpty();
  await expect(answer.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
  await expectAccessible(page, 'an answer that is none, with a page open');
});

test('An answer streams in word by word', async ({ page, product }) => {
  product.simulator.setModels([{ id: '*', firstTokenMs: 200, tokensPerSecond: 10 }]);
  const chat = await Chat.onShop(page);
  await chat.keepWhatIsShown();
  await chat.send('What cannot go by express delivery?');
  await expect(chat.log).toContainText('Looking it up…');
  await chat.beingWritten();
  await expectAccessible(page, 'an answer being written');
  const answer = await chat.wholeAnswer();
  const shown = await chat.whatWasShown();
  expect(shown.length).toBeGreaterThan(5);
  expectOnlyGrowth(shown, (await chat.textOf(answer).textContent()) ?? '');
});

test('A follow-up is understood from what was said before', async ({ page, records }) => {
  const chat = await Chat.onShop(page);
  const question = 'Can I return a helmet that I wore?';
  await chat.ask(question);
  await chat.send('And gloves?');
  await expect(chat.answers).toHaveCount(2);
  const answer = await chat.wholeAnswer();
  await expect(chat.textOf(answer)).not.toBeEmpty();

  const { messages, receipts } = await records.conversationBegunWith(question);
  const { standaloneQuestion } = receipts[messages.at(-1)?.id ?? ''] ?? {};
  expect(standaloneQuestion).toMatch(/gloves/i);
  expect(standaloneQuestion).toMatch(/return/i);
});

test('One of the suggested questions is asked with a click', async ({ page }) => {
  const chat = await Chat.onShop(page);
  await chat.button('How much is express delivery?').click();
  const answer = await chat.wholeAnswer();
  await expect(answer.getByRole('region', { name: 'Sources' })).toBeVisible();
  await expect(chat.questions).toContainText('How much is express delivery?');
  await expect(chat.button('How much is express delivery?')).toBeHidden();
});

test('The chat says when it does not know and offers a person', async ({ page }) => {
  const chat = await Chat.onShop(page);
  const answer = await chat.ask('Who won the chess world championship in 1972?');
  await expect(answer).toContainText('Would you like a person to take a look?');
  await expect(answer.getByRole('region', { name: 'Sources' })).toBeHidden();
  await expectAccessible(page, 'an answer that is none');
  await answer.getByRole('button', { name: 'Talk to a person' }).click();
  await expect(chat.banner).toContainText('in line for a person');
});

test('The chat says that it can only quote when every model is down, and offers a person', async ({
  page,
  product,
}) => {
  product.simulator.setFaults([{ fault: { kind: 'server-error' } }]);
  const chat = await Chat.onShop(page);
  const answer = await chat.ask('How many days before the visit can an inspection be moved?');
  const words = 'Limited answer: right now we can only quote our articles.';
  await expect(answer).toContainText(words);
  await expect(answer.getByRole('button', { name: 'Talk to a person' })).toBeVisible();
  await expect(chat.frame.getByRole('status')).toContainText(words);
  await expectAccessible(page, 'a limited answer');
  await page.reload();
  await expect(chat.answers.last()).toContainText(words);
});

test('The chat fills the screen of a phone and gives it back', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  const chat = await Chat.onShop(page);
  const frame = page.locator('deskhand-widget iframe');
  expect(await frame.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 780 });
  await expectAccessible(page, 'the chat on a phone');
  await chat.button('Close chat').click();
  await expect(frame).toBeHidden();
  await expect(chat.launcher).toBeVisible();
});

test('The chat can be read in the dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const chat = await Chat.onShop(page);
  const answer = await chat.ask('How many inspections does Quillcare S include?');
  await answer.getByRole('button', { name: 'Not helpful' }).click();
  await expectAccessible(page, 'the dark theme');
});
