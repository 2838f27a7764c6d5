import type { Locator } from '@playwright/test';
import { Chat } from '../fixtures/chat.ts';
import { expect, test } from '../fixtures/story.ts';

test('The whole chat works without a mouse', async ({ page }) => {
  await page.goto('/');
  const chat = new Chat(page);
  await chat.launcher.focus();
  await page.keyboard.press('Enter');
  await expect(chat.input).toBeFocused();

  await page.keyboard.type('What does a new chain cost?');
  await page.keyboard.press('Enter');
  const answer = await chat.wholeAnswer();

  const source = answer.getByRole('region', { name: 'Sources' }).getByRole('button').first();
  await tabBackTo(source);
  await page.keyboard.press('Enter');
  await expect(source).toHaveAttribute('aria-expanded', 'true');

  await tabTo(answer.getByRole('button', { name: 'Not helpful' }));
  await page.keyboard.press('Space');
  await expect(answer.getByRole('radio', { name: 'It is wrong' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(answer.getByRole('radio', { name: 'Something is missing' })).toBeChecked();
  await tabTo(answer.getByRole('button', { name: 'Submit' }));
  await page.keyboard.press('Enter');
  await expect(answer).toContainText('Thank you.');
  await expect(chat.input).toBeFocused();

  await tabTo(chat.button('Talk to a person'));
  await page.keyboard.press('Enter');
  await expect(chat.banner).toContainText('in line for a person');
  await expect(chat.input).toBeFocused();

  await tabBackTo(chat.button('Back to the assistant'));
  await page.keyboard.press('Enter');
  await expect(chat.banner).toBeHidden();
  await expect(chat.input).toBeFocused();
});

test('What takes the place of a control gets its focus', async ({ page }) => {
  const chat = await Chat.onShop(page);
  await chat.ask('How long is the warranty on a frame?');
  await tabBackTo(chat.answers.last().getByRole('button', { name: 'Answer again' }));
  await page.keyboard.press('Enter');
  await expect(chat.log.getByText('Earlier answer')).toBeVisible();
  await expect(chat.input).toBeFocused();

  const answer = await chat.wholeAnswer();
  await tabBackTo(answer.getByRole('button', { name: 'Not yet' }));
  await page.keyboard.press('Enter');
  await expect(answer.getByRole('button', { name: 'Talk to a person' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(chat.banner).toContainText('in line for a person');
  await expect(chat.input).toBeFocused();

  await tabTo(chat.button('End chat'));
  await page.keyboard.press('Enter');
  await expect(chat.button('Yes')).toBeFocused();
  await tabTo(chat.button('Cancel'));
  await page.keyboard.press('Enter');
  await expect(chat.input).toBeFocused();
});

test('Escape puts the chat away and gives the focus back to where it was opened', async ({
  page,
}) => {
  await page.goto('/');
  const chat = new Chat(page);
  await chat.launcher.focus();
  await page.keyboard.press('Enter');
  await expect(chat.input).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('deskhand-widget iframe')).toBeHidden();
  await expect(chat.launcher).toBeFocused();
  await expect(chat.launcher).toHaveAttribute('aria-expanded', 'false');
});

test('A screen reader hears the answer as a whole, once', async ({ page }) => {
  const chat = await Chat.onShop(page);
  await chat.ask('Where do I find the number of my order?');
  const spoken = chat.frame.getByRole('status');
  await expect(spoken).toHaveText(/^Assistant: /);
  await expect(chat.log).toHaveAttribute('aria-live', 'off');
});

/** Presses Tab until the element has the focus, as somebody without a mouse would. */
async function tabTo(target: Locator, key = 'Tab'): Promise<void> {
  const isFocused = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 40 && !(await isFocused()); presses += 1) {
    await target.page().keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

function tabBackTo(target: Locator): Promise<void> {
  return tabTo(target, 'Shift+Tab');
}
