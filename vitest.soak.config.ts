import { defineConfig } from 'vitest/config';

// Long sweeps: what `npm test` has no time for. One file at a time, since browsers take a core each.
export default defineConfig({
  test: {
    include: ['test/soak/**/*.soak.ts'],
    globalSetup: ['test/browser/build-extensions.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 180_000,
  },
});
