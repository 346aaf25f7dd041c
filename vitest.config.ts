import { defineConfig } from 'vitest/config';

/** Everything but the browser journeys, which bring their own configuration in apps/e2e. */
export default defineConfig({
  test: {
    pool: 'forks',
    globalSetup: ['packages/db/src/testing/setup.ts'],
    // Tests start databases and servers of their own, so more processes than this only wait for each other.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'node', include: ['{packages,apps}/*/src/**/*.test.ts'], exclude: ['apps/e2e/**'] },
      },
      {
        extends: true,
        test: { name: 'browser', include: ['{packages,apps}/*/src/**/*.test.tsx'], environment: 'jsdom' },
      },
    ],
  },
});
