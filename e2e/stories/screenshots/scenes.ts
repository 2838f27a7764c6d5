import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { AgentConsole } from '../fixtures/agent-console.ts';
import { Chat } from '../fixtures/chat.ts';
import type { Staff } from '../fixtures/staff.ts';

/** What scenes are played with; `take` photographs the page as it is. */
export interface Stage {
  open(options?: BrowserContextOptions): Promise<Page>;
  take(page: Page, name: string): Promise<void>;
}

export function stageOn(
  browser: Browser,
  url: string,
  take: (page: Page, name: string) => Promise<void>,
): Stage {
  return {
    take,
    async open(options = {}) {
      const context = await browser.newContext({
        baseURL: url,
        locale: 'en-GB',
        reducedMotion: 'reduce',
        viewport: { width: 1280, height: 760 },
        ...options,
      });
      return context.newPage();
    },
  };
}

/** The shop with an answer in the chat, and its source. */
export async function showWidget(stage: Stage): Promise<void> {
  const page = await stage.open();
  const chat = await Chat.onShop(page);
  const answer = await chat.ask('How long can a bicycle be returned?');
  await answer.getByRole('region', { name: 'Sources' }).getByRole('button').first().click();
  await chat.log.evaluate((log) => log.scrollTo({ top: log.scrollHeight }));
  await stage.take(page, 'widget');
}

/** The chat on a phone, at night. */
export async function showPhone(stage: Stage): Promise<void> {
  const page = await stage.open({
    viewport: { width: 390, height: 760 },
    deviceScaleFactor: 2,
    colorScheme: 'dark',
    hasTouch: true,
  });
  const chat = await Chat.onShop(page);
  await chat.ask('How much is express delivery within Germany?');
  await chat.button('Talk to a person').click();
  await expect(chat.banner).toContainText('in line for a person');
  await stage.take(page, 'widget-phone');
}

/** A conversation that an agent took over, with the receipt of the answer before. */
export async function showAgent(stage: Stage, { agent }: Staff): Promise<void> {
  for (const words of ['My parcel has not moved for a week.', 'I was charged twice this month.']) {
    const waiting = await Chat.onShop(await stage.open());
    await waiting.button('Talk to a person').click();
    await waiting.send(words);
    await expect(waiting.questions.last().getByRole('time')).toBeVisible();
  }
  const chat = await Chat.onShop(await stage.open());
  await chat.ask('What does Quillcare M cost a month for one bicycle?');
  await chat.button('Talk to a person').click();
  const words = 'Does it pay for a new chain when mine breaks?';
  await chat.send(words);

  const page = await stage.open({
    viewport: { width: 1360, height: 800 },
    storageState: agent.signedIn,
  });
  await page.goto('/agent');
  const desk = new AgentConsole(page);
  await desk.open(words);
  await desk.press('Take');
  await desk.send('Yes, a chain is a **wear part**. Bring the bike by, we fit a new one for free.');
  await expect(chat.log).toContainText('a chain is a wear part');
  await chat.send('Wonderful, when can I come?');
  await expect(desk.log).toContainText('Wonderful, when can I come?');
  await page.getByLabel('Your reply').fill('Tomorrow from 9:00, if that suits you.');
  await page.mouse.move(0, 0);
  await stage.take(page, 'agent');
}

/** The overview of a week, and the knowledge base. */
export async function showAdmin(stage: Stage, { admin }: Staff): Promise<void> {
  const page = await stage.open({
    viewport: { width: 1360, height: 900 },
    storageState: admin.signedIn,
  });
  await page.goto('/admin');
  await page.waitForLoadState('networkidle');
  await stage.take(page, 'admin');
  await bringUp(page, 'Cost');
  await drawn(page, 'Cost');
  await stage.take(page, 'admin-charts');
}

/** What the caches save, as the chart shows it. */
export async function showCaches(stage: Stage, { admin }: Staff): Promise<void> {
  const page = await stage.open({
    viewport: { width: 1360, height: 900 },
    storageState: admin.signedIn,
  });
  await page.goto('/admin/caches');
  await drawn(page, 'Hit rate by tier');
  await stage.take(page, 'admin-caches');
}

/** What one user would cost a month. */
export async function showCalculator(stage: Stage, { admin }: Staff): Promise<void> {
  const page = await stage.open({
    viewport: { width: 1360, height: 900 },
    storageState: admin.signedIn,
  });
  await page.goto('/admin/calculator?users=10000&sessions=2&turns=5');
  await page.getByText('10,000 users').waitFor();
  await page.waitForLoadState('networkidle');
  await stage.take(page, 'admin-calculator');
}

/** Scrolls the part of the page with this heading to just below the header. */
async function bringUp(page: Page, heading: string): Promise<void> {
  const found = page.getByRole('heading', { name: heading, exact: true }).last();
  await found.evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    scrollBy({ top: top - 90, behavior: 'instant' });
  });
}

/** Charts are loaded when they come into view. */
async function drawn(page: Page, title: string): Promise<void> {
  await expect(
    page.getByRole('img', { name: title }).first().locator('svg.recharts-surface').first(),
  ).toBeVisible();
  await page.waitForLoadState('networkidle');
}
