import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { buildExtension, type Target } from './build.ts';
import { root } from './steps.ts';

/** Builds both extensions and writes the zips that the stores take, the same bytes for the same sources. */
export async function main(): Promise<number> {
  for (const target of ['chrome', 'firefox'] as const) {
    const folder = join(root, 'dist', target);
    await buildExtension(target, folder);
    const file = packageFolder(folder, target);
    const bytes = readFileSync(file).length;
    console.log(`${file} (${(bytes / 1024).toFixed(0)} KiB)`);
  }
  return 0;
}

/** @returns the path of the zip: `artifacts/linefeed-TARGET-VERSION.zip` */
export function packageFolder(folder: string, target: Target): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { version: string };
  const artifacts = join(root, 'artifacts');
  mkdirSync(artifacts, { recursive: true });
  const file = join(artifacts, `linefeed-${target}-${version}.zip`);
  writeFileSync(file, zipOf(folder));
  return file;
}

/** All files of a folder but source maps, in the order of their names, dated 1980 and with no owner. */
export function zipOf(folder: string): Uint8Array {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  // A zip holds local time without its zone: fflate reads it back with local getters, so any zone gives these bytes.
  const mtime = new Date(1980, 0, 1);
  const entries: Zippable = {};
  for (const file of files) entries[file] = [readFileSync(join(folder, file)), { mtime, level: 9 }];
  return zipSync(entries);
}
