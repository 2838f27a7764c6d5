import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumLaunch } from './fixtures/chromium.ts';
import type { StoryOptions } from './fixtures/story.ts';

const results = join(import.meta.dirname, '../../test-results');

/** Stories of the three users in a real browser, against the whole product in a process of its own. */
export default defineConfig<object, StoryOptions>({
  testDir: '.',
  testMatch: '**/*.story.ts',
  globalSetup: './fixtures/build-client.ts',
  outputDir: join(results, 'stories'),
  reporter: [['list'], ['json', { outputFile: join(results, 'browser.json') }]],
  // One product, one browser and one model share the machine with nobody, which keeps their timing true.
  workers: 1,
  fullyParallel: false,
  // A story that passes only now and then shows a race: it is mended, not tried again.
  retries: 0,
  forbidOnly: process.env.CI === 'true',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    launchOptions: chromiumLaunch(),
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    // What is looked at is where it will stay; colours are not half faded in.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
