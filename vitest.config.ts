import { defineConfig } from 'vitest/config';

const contractTests = '**/*.contract.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{server,client,shared,e2e}/**/*.test.{ts,tsx}'],
          exclude: [contractTests],
          // A busy machine takes its time; what hangs is found all the same.
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'contract',
          include: [`{server,e2e}/${contractTests}`],
          globalSetup: ['e2e/servers/vitest-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
