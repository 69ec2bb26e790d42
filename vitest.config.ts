import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Its own file: the tests need none of the extension build in vite.config.ts.
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // Dexie takes IndexedDB from the global object when it is imported.
    setupFiles: ['fake-indexeddb/auto'],
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/browser/**', 'test/bench/**'],
    // A slow machine that has other things to do as well takes its time over a page with hundreds of rows.
    testTimeout: 20_000,
    // Vitest leaves a core to itself, which on a machine with two is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
