import { defineConfig } from 'vitest/config';

// Long sweeps: what `npm test` has no time for.
export default defineConfig({
  test: { include: ['test/soak/**/*.soak.ts'], testTimeout: 600_000 },
});
