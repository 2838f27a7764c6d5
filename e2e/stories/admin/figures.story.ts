import { expectAccessible } from '../fixtures/accessible.ts';
import { Chat } from '../fixtures/chat.ts';
import { expect, test } from '../fixtures/story.ts';

test('An admin signs in and follows a number to the conversation behind it', async ({
  page,
  anotherBrowser,
  staff,
  troubles,
}) => {
  troubles.expect(/401 \(Unauthorized\)/);
  const chat = await Chat.onShop(page);
  const question = 'What does the workshop in Hamburg do on Saturdays?';
  const answer = await chat.ask(question);
  await answer.getByRole('button', { name: 'Not helpful' }).click();
  await answer.getByRole('radio', { name: 'It is wrong' }).check();
  await answer.getByRole('button', { name: 'Submit' }).click();
  await expect(answer).toContainText('Thank you.');

  const adminPage = await anotherBrowser();
  await adminPage.goto('/admin');
  await adminPage.getByLabel('E-mail').fill(staff.admin.email);
  await adminPage.getByLabel('Password', { exact: true }).fill(staff.admin.password);
  await adminPage.getByRole('button', { name: 'Sign in' }).click();

  const satisfaction = adminPage.getByRole('region', { name: 'Satisfaction', exact: true });
  await expect(satisfaction).toContainText(/\d+ of \d+ thumbs/);
  for (const name of ['Deflection', 'Cost', 'Time to first token']) {
    await expect(adminPage.getByRole('region', { name, exact: true })).toContainText(/\d/);
  }
  await expectAccessible(adminPage, 'the overview');

  await satisfaction.getByRole('link', { name: /Conversations with a thumbs down/ }).click();
  await expect(
    adminPage.getByRole('heading', { name: 'Conversations with a thumbs down' }),
  ).toBeVisible();
  await expectAccessible(adminPage, 'the conversations behind a number');
  await adminPage.getByRole('link', { name: question }).click();
  const thread = adminPage.getByRole('article').filter({ hasText: 'Assistant' });
  await expect(thread).toContainText('Thumbs down: “wrong”');
  await expectAccessible(adminPage, 'a conversation with its receipts');
});

/** The pages of which no other story tells, and by night those with the most colours. */
const looks = {
  light: ['/conversations', '/caches', '/routing', '/users', '/settings'],
  dark: ['', '/knowledge', '/conversations'],
} as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`Everybody can read the admin pages in ${colorScheme} colours`, async ({ adminPage }) => {
    test.setTimeout(120_000);
    await adminPage.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const path of looks[colorScheme]) {
      await test.step(`/admin${path}`, async () => {
        await adminPage.goto(`/admin${path}`);
        await expect(adminPage.getByRole('heading', { level: 1 })).toBeVisible();
        await adminPage.waitForLoadState('networkidle');
        await expectAccessible(adminPage, `/admin${path} in ${colorScheme}`);
      });
    }
  });
}
