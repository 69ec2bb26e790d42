import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { zipOf } from '../../scripts/package.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linefeed-package-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>, changedAt: Date): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    utimesSync(file, changedAt, changedAt);
  }
}

test('a package holds the build with the manifest at its root, and no source maps', () => {
  write({ 'manifest.json': '{}', 'assets/b.js': 'b', 'assets/b.js.map': 'map', 'assets/a.js': 'a' }, new Date());
  const files = unzipSync(zipOf(folder));
  expect(Object.keys(files)).toEqual(['assets/a.js', 'assets/b.js', 'manifest.json']);
  expect(strFromU8(files['assets/b.js'] ?? new Uint8Array())).toBe('b');
});

test('the same files give the same bytes, whenever and in whatever order they were written', () => {
  write({ 'manifest.json': '{}', 'assets/a.js': 'a' }, new Date(2001, 1, 1));
  const first = zipOf(folder);
  rmSync(folder, { recursive: true });
  write({ 'assets/a.js': 'a', 'manifest.json': '{}' }, new Date(2026, 7, 7));
  expect(Buffer.compare(zipOf(folder), first)).toBe(0);
});
