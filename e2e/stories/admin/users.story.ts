import { expectAccessible } from '../fixtures/accessible.ts';
import { AgentConsole } from '../fixtures/agent-console.ts';
import { Chat } from '../fixtures/chat.ts';
import { expect, test } from '../fixtures/story.ts';

test('An admin creates an agent, who signs in until disabled', async ({
  page,
  adminPage,
  anotherBrowser,
  troubles,
}) => {
  troubles.expect(/401 \(Unauthorized\)/);
  await adminPage.goto('/admin/users');
  await adminPage.getByRole('button', { name: 'Add user' }).click();
  const form = adminPage.getByRole('dialog', { name: 'Add user' });
  await form.getByLabel('Name').fill('Jonas Brandt');
  await form.getByLabel('E-mail').fill('jonas@quillspoke.example');
  await expectAccessible(adminPage, 'a new user');
  await form.getByRole('button', { name: 'Add user' }).click();
  const once = adminPage.getByRole('dialog', { name: 'Password, shown this once' });
  const password = (await once.getByLabel('Password', { exact: true }).textContent()) ?? '';
  expect(password.length).toBeGreaterThanOrEqual(12);
  await expectAccessible(adminPage, 'a password that is shown once');
  await once.getByRole('button', { name: 'I have it' }).click();

  const agentPage = await anotherBrowser();
  await agentPage.goto('/agent');
  await agentPage.getByLabel('E-mail').fill('jonas@quillspoke.example');
  await agentPage.getByLabel('Password', { exact: true }).fill(password);
  await agentPage.getByRole('button', { name: 'Sign in' }).click();
  const desk = new AgentConsole(agentPage);
  await expect(desk.group('Waiting')).toBeVisible();

  const chat = await Chat.onShop(page);
  await chat.button('Talk to a person').click();
  const words = 'My saddle squeaks.';
  await chat.send(words);
  await desk.open(words);
  await desk.press('Take');
  await expect(chat.log).toContainText('You are talking to Jonas Brandt.');

  const row = adminPage.getByRole('row', { name: 'Jonas Brandt' });
  await row.getByRole('button', { name: 'Disable Jonas Brandt' }).click();
  await adminPage
    .getByRole('dialog', { name: 'Disable this user?' })
    .getByRole('button', { name: 'Disable user' })
    .click();
  await expect(row).toContainText('Disabled');
  await expect(agentPage.getByRole('heading', { name: 'Sign in' })).toBeVisible({
    timeout: 30_000,
  });
  // Whoever he was helping waits for another.
  await expect(chat.banner).toContainText('in line for a person');
});
