import { defineConfig } from 'vitest/config';

/** Whole processes and real browsers: one file at a time, and patient. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['../../packages/db/src/testing/setup.ts'],
  },
});
