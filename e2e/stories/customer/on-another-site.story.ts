import { expectAccessible } from '../fixtures/accessible.ts';
import { Chat } from '../fixtures/chat.ts';
import { expect, test } from '../fixtures/story.ts';

test("The chat works on another company's page under its strict policy", async ({
  page,
  product,
}) => {
  const { otherSite, url } = product;
  await page.goto(otherSite.origin + otherSite.pathFor(url));
  const chat = new Chat(page);
  await chat.open();
  const answer = await chat.ask('What is the deposit for a test ride?');
  await expect(answer.getByRole('region', { name: 'Sources' })).toBeVisible();
  await expectAccessible(page, "another company's page");

  await page.reload();
  await expect(chat.questions).toContainText('What is the deposit for a test ride?');
  await chat.input.focus();
  await page.keyboard.press('Escape');
  await expect(chat.launcher).toBeFocused();
});

test('A page that the company did not allow cannot show the chat', async ({
  page,
  product,
  troubles,
}) => {
  troubles.expect(/frame-ancestors/);
  const { otherSite, url } = product;
  await page.goto(otherSite.unknownOrigin + otherSite.pathFor(url));
  const chat = new Chat(page);
  const refused = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
  await chat.launcher.click();
  await refused;
  await expect(chat.input).toBeHidden();
});
