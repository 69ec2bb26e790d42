import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'src/background/index.ts',
    'src/ui/*/*.html',
    'scripts/*.{ts,mjs}',
    // Bundled for a page, a worker and a process of their own.
    'test/bench/{store-page,parse-page,parse-worker,parse-process,background-hooks}.ts',
    'test/**/*.test.{ts,tsx}',
  ],
  project: ['src/**/*.{ts,tsx,html}', 'scripts/**/*.{ts,mjs}', 'test/**/*.{ts,tsx}'],
  vitest: { config: ['vitest*.config.ts'] },
  // A type that describes an exported function's result is part of its contract, imported or not.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // Run as a command by scripts/lint-package.ts.
  ignoreDependencies: ['web-ext'],
  // A page enters by its HTML, which knip does not read by itself.
  compilers: {
    html: (text) =>
      [...text.matchAll(/(?:src|href)="(\.{1,2}\/[^"]+)"/g)].map(([, path]) => `import '${path}';`).join('\n'),
  },
};

export default config;
