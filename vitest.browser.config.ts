import { defineConfig } from 'vitest/config';

// The built extension in real browsers. One file at a time: a browser takes a core, and the clock is part of what
// is tested.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/build-extensions.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
