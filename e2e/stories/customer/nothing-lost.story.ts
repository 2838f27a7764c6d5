import { Chat, expectOnlyGrowth } from '../fixtures/chat.ts';
import { expect, test } from '../fixtures/story.ts';

/** Slow enough that an answer is under way for some seconds. */
const slowly = [{ id: '*', firstTokenMs: 50, tokensPerSecond: 5 }];
/** What a browser says of its own accord when it is offline. */
const offlineNoise = /ERR_INTERNET_DISCONNECTED|WebSocket/;

test.beforeEach(({ product }) => product.simulator.setModels(slowly));

test('A reload in mid-answer loses nothing and doubles nothing', async ({ page, records }) => {
  const chat = await Chat.onShop(page);
  const question = 'What is not included in Quillcare M?';
  await chat.send(question);
  const before = await chat.beingWritten();

  await page.reload();
  await expect(chat.input).toBeVisible();
  await chat.keepWhatIsShown();
  const answer = await chat.wholeAnswer();

  const whole = (await chat.textOf(answer).textContent()) ?? '';
  expectOnlyGrowth([before, ...(await chat.whatWasShown())], whole);
  await expect(chat.questions).toHaveCount(1);
  await expect(chat.answers).toHaveCount(1);
  const { messages } = await records.conversationBegunWith(question);
  expect(messages.map(({ role }) => role)).toEqual(['customer', 'assistant']);
  expect(messages[1]?.text.replaceAll(/\[(\d+)\]/g, '$1')).toBe(whole);
});

test('A lost network in mid-answer loses nothing and doubles nothing', async ({
  page,
  context,
  troubles,
  records,
}) => {
  troubles.expect(offlineNoise);
  const chat = await Chat.onShop(page);
  await chat.keepWhatIsShown();
  const question = 'What are the conditions for a loan bike?';
  await chat.send(question);
  const before = await chat.beingWritten();

  await context.setOffline(true);
  await expect(chat.banner).toContainText('No connection. We keep trying.');
  await expect(chat.button('Stop')).toBeDisabled();
  await context.setOffline(false);
  await expect(chat.banner).toBeHidden();
  const answer = await chat.wholeAnswer();

  const whole = (await chat.textOf(answer).textContent()) ?? '';
  expectOnlyGrowth([before, ...(await chat.whatWasShown())], whole);
  const { messages } = await records.conversationBegunWith(question);
  expect(messages[1]?.text.replaceAll(/\[(\d+)\]/g, '$1')).toBe(whole);
});

test('A message written without a network is sent once when it is back', async ({
  page,
  context,
  troubles,
  records,
}) => {
  troubles.expect(offlineNoise);
  const chat = await Chat.onShop(page);
  await context.setOffline(true);
  const question = 'Which child seats fit handlebar stems?';
  await chat.send(question);
  await expect(chat.questions).toContainText('Not sent yet. We keep trying.');

  await context.setOffline(false);
  await chat.wholeAnswer();
  await expect(chat.questions).toHaveCount(1);
  await expect(chat.questions).not.toContainText('Not sent yet');
  const { messages } = await records.conversationBegunWith(question);
  expect(messages.map(({ role }) => role)).toEqual(['customer', 'assistant']);
});

test('A message that was not sent outlives a reload', async ({
  page,
  context,
  troubles,
  records,
}) => {
  troubles.expect(offlineNoise);
  const chat = await Chat.onShop(page);
  // The chat's own server is out of reach while the page around it still loads.
  await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
  await page.reload();
  const question = 'How do I announce a return in my account?';
  await chat.send(question);
  await expect(chat.questions).toContainText('Not sent yet. We keep trying.');

  await page.unrouteAll();
  const again = await context.newPage();
  await page.close();
  const later = new Chat(again);
  await again.goto('/');
  await later.open();
  await later.wholeAnswer();
  await expect(later.questions).toHaveCount(1);
  const { messages } = await records.conversationBegunWith(question);
  expect(messages.map(({ role }) => role)).toEqual(['customer', 'assistant']);
});

test('What a customer has begun to write outlives another page', async ({ page }) => {
  const chat = await Chat.onShop(page);
  const begun = 'Which side does the kickstand';
  await chat.input.pressSequentially(begun);
  await page.reload();
  await expect(chat.input).toHaveValue(begun);
  await chat.send(`${begun} go?`);
  await chat.wholeAnswer();
  await page.reload();
  await expect(chat.questions).toHaveCount(1);
  await expect(chat.input).toHaveValue('');
});

test('Two tabs show the same conversation', async ({ page, context }) => {
  const first = await Chat.onShop(page);
  const second = await Chat.onShop(await context.newPage());
  await first.send('Which parts are wear parts and which are not?');
  await second.beingWritten();
  await second.wholeAnswer();
  const whole = await first.textOf(await first.wholeAnswer()).textContent();
  await expect(second.textOf(second.answers)).toHaveText(whole ?? '');

  await second.send('Thanks!');
  await expect(first.questions.last()).toContainText('Thanks!');
  await expect(first.answers).toHaveCount(2);
  await expect(second.questions).toHaveCount(2);
  await expect(second.answers).toHaveCount(2);
});
