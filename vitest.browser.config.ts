import { defineConfig } from 'vitest/config';

// The built extension in real browsers. Two files at a time: browsers wait more than they work, and a machine with two
// cores bears two of them; the clock is part of what is tested, so no more.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/build-extensions.ts'],
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
