import { expectAccessible } from '../fixtures/accessible.ts';
import { Chat } from '../fixtures/chat.ts';
import { expect, test } from '../fixtures/story.ts';

const slowly = [{ id: '*', firstTokenMs: 50, tokensPerSecond: 8 }];

test('A customer stops an answer and asks for it again', async ({ page, product, usualModels }) => {
  product.simulator.setModels(slowly);
  const chat = await Chat.onShop(page);
  await chat.send('What must be in the box when a bicycle is sent back?');
  const before = await chat.beingWritten();
  await chat.button('Stop').click();

  const stopped = await chat.wholeAnswer();
  await expect(stopped).toContainText('Stopped');
  await expect(chat.textOf(stopped)).toContainText(before);
  // The provider is not paid for the rest.
  const aborted = () =>
    Object.values(product.simulator.bill()).reduce((sum, bill) => sum + bill.aborted, 0);
  await expect.poll(aborted).toBeGreaterThan(0);
  await expectAccessible(page, 'a stopped answer');

  product.simulator.setModels(usualModels);
  await stopped.getByRole('button', { name: 'Answer again' }).click();
  await expect(chat.log.getByText('Earlier answer')).toBeVisible();
  const whole = await chat.wholeAnswer();
  await expect(whole).not.toContainText('Stopped');
  await expect(whole.getByRole('region', { name: 'Sources' })).toBeVisible();
  await expect(chat.questions).toHaveCount(1);
});

test('A customer asks for another answer to the same question', async ({ page }) => {
  const chat = await Chat.onShop(page);
  await chat.ask('Which tyres are worn too much to be returned?');
  await chat.answers.last().getByRole('button', { name: 'Answer again' }).click();
  await expect(chat.log.getByText('Earlier answer')).toBeVisible();
  await chat.wholeAnswer();
  await expect(chat.questions).toHaveCount(1);
});

test('A thumb down with its reason is kept with the answer', async ({ page, records }) => {
  const chat = await Chat.onShop(page);
  const question = 'How is a gift card used?';
  const answer = await chat.ask(question);
  const notHelpful = answer.getByRole('button', { name: 'Not helpful' });
  await notHelpful.click();
  await expect(notHelpful).toHaveAttribute('aria-pressed', 'true');
  await expectAccessible(page, 'the question for a reason');
  await answer.getByRole('radio', { name: 'Something is missing' }).check();
  await answer.getByLabel('Tell us more (optional)').fill('Where do I type the code?');
  await answer.getByRole('button', { name: 'Submit' }).click();
  await expect(answer).toContainText('Thank you.');

  const { messages } = await records.conversationBegunWith(question);
  expect(messages.find(({ role }) => role === 'assistant')?.feedback).toEqual({
    verdict: 'down',
    reason: 'incomplete: Where do I type the code?',
  });

  await page.reload();
  await expect(chat.button('Not helpful')).toHaveAttribute('aria-pressed', 'true');
});

test('A customer asks for a person at any time and can go on writing', async ({ page }) => {
  const chat = await Chat.onShop(page);
  await chat.ask('Do you offer loan bikes?');
  await chat.button('Talk to a person').click();
  await expect(chat.banner).toContainText('in line for a person');
  await expectAccessible(page, 'waiting for a person');
  await chat.send('My order never came.');
  await expect(chat.questions.last()).toContainText('My order never came.');
  await expect(chat.questions.last()).not.toContainText('Sending…');
  await expect(chat.answers).toHaveCount(1);
});

test('A customer who waits for a person goes back to the assistant', async ({ page }) => {
  const chat = await Chat.onShop(page);
  await chat.button('Talk to a person').click();
  await expect(chat.banner).toContainText('in line for a person');
  await chat.send('How is the frame number of a bike found?');
  await expect(chat.questions.last().getByRole('time')).toBeVisible();
  await chat.button('Back to the assistant').click();
  await expect(chat.banner).toBeHidden();
  // What was asked while waiting is answered without being asked again.
  await expect(chat.answers).toHaveCount(1);
  await chat.wholeAnswer();
  await expect(chat.questions).toHaveCount(1);
  await expect(chat.button('Talk to a person')).toBeVisible();
});

test('A customer asks for a person in words', async ({ page }) => {
  const chat = await Chat.onShop(page);
  await chat.send('I want to talk to a human');
  await expect(chat.banner).toContainText('in line for a person');
  await expect(chat.answers).toHaveCount(0);
});

test('A customer says that the problem is solved, and later writes again', async ({
  page,
  records,
}) => {
  const chat = await Chat.onShop(page);
  const question = 'Which payment methods do you accept?';
  const answer = await chat.ask(question);
  await answer.getByRole('button', { name: 'Yes' }).click();
  await expect(chat.log).toContainText('Glad that we could help!');
  await expectAccessible(page, 'a closed conversation');
  const { conversation } = await records.conversationBegunWith(question);
  expect(conversation.state).toMatchObject({ kind: 'closed', by: 'customer', reason: 'solved' });

  await chat.button('Start a new conversation').click();
  await expect(chat.frame.getByRole('heading', { name: 'Hi! How can we help?' })).toBeVisible();
  await expect(chat.questions).toHaveCount(0);
});

test('A customer ends the chat without an answer that helped', async ({ page, records }) => {
  const chat = await Chat.onShop(page);
  const question = 'Can I pause my plan for a winter?';
  await chat.ask(question);
  await chat.button('End chat').click();
  await expectAccessible(page, 'the question before the end');
  await chat.frame.getByRole('group', { name: 'Was your problem solved?' }).getByText('No').click();
  await expect(chat.log).toContainText('This conversation has ended.');
  const { conversation } = await records.conversationBegunWith(question);
  expect(conversation.state).toMatchObject({ kind: 'closed', reason: 'not-solved' });
});
