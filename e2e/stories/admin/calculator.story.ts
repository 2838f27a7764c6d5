import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/story.ts';

test('An admin works out what one user costs a month', async ({ adminPage }) => {
  await adminPage.goto('/admin/calculator?basis=assumed');
  const user = adminPage.getByRole('region', { name: 'One user a month' });
  const all = adminPage.getByRole('region', { name: 'All users a month' });
  await expect(user).toContainText(/\$0\.0\d+/);
  await expect(all).toContainText('10,000 users');
  const before = await user.textContent();

  await adminPage.getByLabel('Users', { exact: true }).fill('500');
  await expect(all).toContainText('500 users');
  await expect(user).toHaveText(before ?? '');
  await adminPage.getByLabel('Answered from a cache').fill('0');
  await expect(user).not.toHaveText(before ?? '');
  const without = await user.textContent();
  await adminPage.getByLabel('Answered from a cache').fill('a lot');
  await expect(adminPage.getByText('From 0 to 100.')).toBeVisible();
  await expectAccessible(adminPage, 'an estimate with a mistake in it');
  await adminPage.getByLabel('Answered from a cache').fill('0');

  await adminPage.reload();
  await expect(user).toHaveText(without ?? '');
  await expect(adminPage.getByLabel('Users', { exact: true })).toHaveValue('500');
  await adminPage.getByRole('link', { name: 'Start over' }).click();
  await expect(all).not.toContainText('500 users');
  await expectAccessible(adminPage, 'an estimate');
});
