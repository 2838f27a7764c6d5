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

test('An admin chooses days, and changes how Deskhand looks, by keyboard', async ({
  adminPage,
}) => {
  await adminPage.goto('/admin');
  const custom = adminPage.getByRole('button', { name: 'Custom…' });
  await custom.focus();
  await adminPage.keyboard.press('Enter');
  const days = adminPage.getByRole('dialog', { name: 'Custom…' });
  await expect(days.getByLabel('First day')).toBeFocused();
  await expectAccessible(adminPage, 'the choice of days');
  await adminPage.keyboard.press('Escape');
  await expect(days).toBeHidden();
  await expect(custom).toBeFocused();
  await adminPage.keyboard.press('Enter');
  await days.getByLabel('First day').fill('2026-01-01');
  await days.getByLabel('Last day').fill('2026-01-31');
  await days.getByRole('button', { name: 'Show' }).click();
  await expect(
    adminPage.getByText('Nobody asked anything from 2026-01-01 to 2026-01-31'),
  ).toBeVisible();

  const account = adminPage.getByRole('button', { name: 'Your account: Admin' });
  await account.focus();
  await adminPage.keyboard.press('Enter');
  await expect(adminPage.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  await expectAccessible(adminPage, 'the account');
  await adminPage.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(adminPage.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await adminPage.keyboard.press('Escape');
  await expect(adminPage.getByRole('menuitem', { name: 'Sign out' })).toBeHidden();
  await expect(account).toBeFocused();
  await account.press('Enter');
  await adminPage.getByRole('menuitem', { name: 'Change password' }).click();
  await expect(adminPage.getByRole('dialog', { name: 'Change password' })).toBeVisible();
  await expectAccessible(adminPage, 'a new password, in dark colours');
});

/** The pages of which no other story tells, and by night those with the most colours. */
const looks = {
  light: ['/conversations', '/users', '/settings'],
  dark: ['', '/knowledge', '/conversations', '/caches', '/routing', '/calculator'],
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
