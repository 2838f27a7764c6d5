import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import buildStaleClient from './fixtures/build-client.ts';
import { chromiumLaunch } from './fixtures/chromium.ts';
import { startProduct } from './fixtures/product.ts';
import { hireStaff, type Staff } from './fixtures/staff.ts';
import { answerWhoWaits } from './screenshots/answer-who-waits.ts';
import { holdConversations } from './screenshots/hold-conversations.ts';
import { moveIntoThePast } from './screenshots/move-into-the-past.ts';
import {
  showAdmin,
  showAgent,
  showCaches,
  showCalculator,
  showPhone,
  showWidget,
  stageOn,
} from './screenshots/scenes.ts';

/*
 * Writes the pictures of the documentation: the product after two weeks of conversations with simulated models.
 * `node e2e/stories/screenshots.ts`; ends with 1 when a picture is too heavy for a page.
 */

const folder = join(import.meta.dirname, '../../docs/screenshots');
const mostBytes = 250_000;
const models = [
  { id: 'small', firstTokenMs: 280, tokensPerSecond: 110 },
  { id: 'large', firstTokenMs: 520, tokensPerSecond: 70, errorShare: 0.02 },
];

async function take(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = await stat(path);
  console.log(`${name}.png ${Math.round(size / 1000)} kB`);
  if (size > mostBytes) process.exitCode = 1;
}

await buildStaleClient();
await mkdir(folder, { recursive: true });
const dataFolder = await mkdtemp(join(tmpdir(), 'deskhand-screenshots-'));
// A simulated model says the same thing in different words, which comparing answers takes for wrong hits.
const options = { dataFolder, settings: { SHADOW_SHARE: '0' } };
const staff = await twoWeeksOfWork();
await moveIntoThePast(dataFolder, 13);
const product = await startProduct(models, options);
const browser = await chromium.launch(chromiumLaunch());
try {
  await product.deskhand.vectorsReady;
  // Today's, which also fill the caches again.
  await holdConversations(product.url, 14);
  await answerWhoWaits(product.url, staff.agent.signedIn);
  const stage = stageOn(browser, product.url, take);
  const scenes = [showAdmin, showCaches, showCalculator, showWidget, showPhone, showAgent];
  for (const show of scenes) await show(stage, staff);
} finally {
  await browser.close();
  await product.close();
  await rm(dataFolder, { recursive: true, force: true });
}

/** What leaves the data folder as after two weeks; all of it today. */
async function twoWeeksOfWork(): Promise<Staff> {
  const product = await startProduct(models, options);
  try {
    await product.deskhand.vectorsReady;
    // The examples by which questions are sorted are embedded after the documents.
    await setTimeout(20_000);
    await holdConversations(product.url, 96);
    const hired = await hireStaff(product.url);
    await answerWhoWaits(product.url, hired.agent.signedIn);
    return hired;
  } finally {
    await product.close();
  }
}
