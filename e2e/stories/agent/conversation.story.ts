import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { AgentConsole } from '../fixtures/agent-console.ts';
import { Chat } from '../fixtures/chat.ts';
import { expect, test } from '../fixtures/story.ts';

/** A customer who asked for a person and wrote why. */
async function customerWaiting(page: Page, words: string): Promise<Chat> {
  const chat = await Chat.onShop(page);
  await chat.button('Talk to a person').click();
  await expect(chat.banner).toContainText('in line for a person');
  await chat.send(words);
  await expect(chat.questions.last()).toContainText(words);
  await expect(chat.questions.last().getByRole('time')).toBeVisible();
  return chat;
}

test('An agent signs in and sees who waits', async ({ page, anotherBrowser, staff, troubles }) => {
  troubles.expect(/401 \(Unauthorized\)/);
  const agentPage = await anotherBrowser();
  await agentPage.goto('/agent');
  await expectAccessible(agentPage, 'the sign-in');
  await agentPage.getByLabel('E-mail').fill(staff.agent.email);
  await agentPage.getByLabel('Password', { exact: true }).fill('not-the-password');
  await agentPage.getByRole('button', { name: 'Sign in' }).click();
  await expect(agentPage.getByRole('alert')).toContainText('do not belong together');
  await expectAccessible(agentPage, 'a refused sign-in');

  await agentPage.getByLabel('Password', { exact: true }).fill(staff.agent.password);
  await agentPage.getByRole('button', { name: 'Sign in' }).click();
  const desk = new AgentConsole(agentPage);
  await expect(desk.group('Waiting')).toBeVisible();

  const words = 'The courier left my bike in the rain.';
  await customerWaiting(page, words);
  await expect(desk.group('Waiting').getByRole('link', { name: words })).toBeVisible();
  await expect(agentPage).toHaveTitle(/\(\d+\) Inbox/);
  await expectAccessible(agentPage, 'the queue');

  await agentPage.getByRole('button', { name: `Your account: ${staff.agent.name}` }).click();
  await agentPage.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(agentPage.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('An agent takes a conversation over, replies live and hands it back', async ({
  page,
  agentPage,
  staff,
}) => {
  await agentPage.goto('/agent');
  const desk = new AgentConsole(agentPage);
  const chat = await Chat.onShop(page);
  await chat.ask('Which wear parts does Quillcare M pay for?');
  await chat.button('Talk to a person').click();
  const words = 'My chain broke after a week. Is that covered?';
  await chat.send(words);

  await desk.open(words);
  await expect(desk.receipt).toContainText('Question as understood');
  await expect(desk.receipt).toContainText('Which wear parts does Quillcare M pay for?');
  await expect(desk.receipt).toContainText('Models tried');
  await desk.log
    .getByRole('button', { name: /^Source / })
    .first()
    .click();
  await expect(desk.receipt).toContainText('Sources');
  await expectAccessible(agentPage, 'a waiting conversation with its receipt');

  await desk.press('Take');
  await expect(chat.log).toContainText(`You are talking to ${staff.agent.name}.`);
  await expect(desk.group('Yours').getByRole('link', { name: words })).toBeVisible();

  await desk.send('Yes, we fit a **new chain** for free.');
  const reply = chat.log.getByRole('article', { name: staff.agent.name });
  await expect(reply).toContainText('Yes, we fit a new chain for free.');
  await expectAccessible(page, 'talking to an agent');
  await chat.send('Great, when can I come?');
  await expect(desk.log).toContainText('Great, when can I come?');
  await expect(chat.answers).toHaveCount(1);
  await expectAccessible(agentPage, 'a conversation of the agent');

  await desk.press('Hand back');
  await expect(chat.log).toContainText('You are talking to the assistant again.');
  // What the agent left open, the assistant answers.
  await expect(chat.answers).toHaveCount(2);
  await chat.wholeAnswer();
  await chat.send('How do I book a repair?');
  await expect(chat.answers).toHaveCount(3);
  await chat.wholeAnswer();
  await expect(desk.log.getByRole('article', { name: 'Assistant' })).toHaveCount(3);
});

test('A customer whose agent had the last word waits for nothing', async ({ page, agentPage }) => {
  await agentPage.goto('/agent');
  const desk = new AgentConsole(agentPage);
  const words = 'When is my bell delivered?';
  const chat = await customerWaiting(page, words);
  await desk.open(words);
  await desk.press('Take');
  await desk.send('It comes tomorrow.');
  await expect(chat.log).toContainText('It comes tomorrow.');
  await desk.press('Hand back');
  await expect(chat.log).toContainText('You are talking to the assistant again.');
  await expect(chat.log).not.toContainText('Looking it up…');
  await page.reload();
  await expect(chat.log).toContainText('It comes tomorrow.');
  await expect(chat.log).not.toContainText('Looking it up…');
  await expect(chat.answers).toHaveCount(0);
});

test('A reply is held back when the customer wrote meanwhile', async ({ page, agentPage }) => {
  // What happens in the conversation reaches this agent late; what the agent does goes through at once.
  const held: (() => void)[] = [];
  let isLate = false;
  await agentPage.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const deliver = () => socket.send(message);
      if (isLate && /"conversation-event"/.test(String(message))) held.push(deliver);
      else deliver();
    });
  });
  await agentPage.goto('/agent');
  const desk = new AgentConsole(agentPage);
  const words = 'Please cancel my order.';
  const chat = await customerWaiting(page, words);
  await desk.open(words);
  await desk.press('Take');
  await expect(desk.reply).toBeFocused();

  isLate = true;
  await chat.send('No, wait, I keep it!');
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await desk.send('It is cancelled.');
  isLate = false;
  for (const deliver of held) deliver();

  await expect(desk.conversation.getByRole('alert')).toContainText('Not sent yet.');
  await expect(desk.log).toContainText('No, wait, I keep it!');
  await expect(desk.reply).toHaveValue('It is cancelled.');
  await expect(chat.log).not.toContainText('It is cancelled.');
  await expectAccessible(agentPage, 'a reply that was held back');

  await desk.reply.fill('Good, nothing is cancelled.');
  await desk.press('Send anyway');
  await expect(chat.log).toContainText('Good, nothing is cancelled.');
  await expect(chat.log).not.toContainText('It is cancelled.');
});

test('An agent closes a conversation with a reason', async ({ page, agentPage, records }) => {
  await agentPage.goto('/agent');
  const desk = new AgentConsole(agentPage);
  const words = 'Thank you, my brake works again.';
  const chat = await customerWaiting(page, words);
  await desk.open(words);
  await desk.press('Take');
  await desk.press('Close');
  const dialog = agentPage.getByRole('dialog', { name: 'Close this conversation' });
  await expect(dialog).toBeVisible();
  await expectAccessible(agentPage, 'the question for a reason');
  await dialog.getByLabel('Solved', { exact: true }).check();
  await dialog.getByRole('button', { name: 'Close conversation' }).click();

  await expect(chat.log).toContainText('Glad that we could help!');
  await expect(desk.queue.getByRole('link', { name: words })).toBeHidden();
  const { conversation, transitions } = await records.conversationBegunWith(words);
  expect(conversation.state).toMatchObject({ kind: 'closed', by: 'agent', reason: 'solved' });
  expect(transitions.map(({ kind }) => kind)).toEqual(['person-requested', 'taken', 'closed']);
});

test('A conversation does not stay with an agent who is gone', async ({
  page,
  agentPage,
  anotherBrowser,
  staff,
}) => {
  await agentPage.goto('/agent');
  const desk = new AgentConsole(agentPage);
  const words = 'My rack has the wrong screws.';
  const chat = await customerWaiting(page, words);
  await desk.open(words);
  await desk.press('Take');
  await expect(chat.log).toContainText(`You are talking to ${staff.agent.name}.`);

  const chiefPage = await anotherBrowser(staff.admin.signedIn);
  await chiefPage.goto('/agent');
  const chief = new AgentConsole(chiefPage);
  await chief.open(words);
  await chief.press('Take over');
  await expect(chief.conversation.getByRole('alert')).toContainText(
    `${staff.agent.name} has this conversation and is connected.`,
  );
  await expectAccessible(chiefPage, 'a conversation of an agent who is there');

  await agentPage.close();
  await expect(async () => {
    await chief.press('Take over');
    await expect(chief.group('Yours').getByRole('link', { name: words })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await expect(chat.log).toContainText(`You are talking to ${staff.admin.name}.`);
});

test('An agent has no way into the admins’ pages', async ({ agentPage }) => {
  await agentPage.goto('/admin');
  await expect(agentPage.getByRole('heading', { name: 'This area is for admins' })).toBeVisible();
  await expectAccessible(agentPage, 'a page for others');
  const refused = await agentPage.request.get('/api/admin/users');
  expect(refused.status()).toBe(403);
});
