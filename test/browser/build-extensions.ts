import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildExtension } from '../../scripts/build.ts';
import type { BrowserName } from './browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly extensionDirs: Readonly<Record<BrowserName, string>>;
  }
}

/** Builds both extensions once for all end-to-end tests, so that they never run what was built before. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'linefeed-extensions-'));
  const extensionDirs = { chromium: join(folder, 'chrome'), firefox: join(folder, 'firefox') };
  await Promise.all([
    buildExtension('chrome', extensionDirs.chromium),
    buildExtension('firefox', extensionDirs.firefox),
  ]);
  project.provide('extensionDirs', extensionDirs);
  return () => rm(folder, { recursive: true, force: true });
}
