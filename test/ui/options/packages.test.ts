import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PACKAGES } from '../../../src/ui/options/packages.ts';

interface Manifest {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const ROOT = new URL('../../../', import.meta.url);

const manifestOf = (path: string) => JSON.parse(readFileSync(new URL(`${path}package.json`, ROOT), 'utf8')) as Manifest;

/** Everything that the build may take code from. */
function bundled(): string[] {
  const found = new Set<string>();
  const open = Object.keys(manifestOf('').dependencies ?? {});
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...Object.keys(manifestOf(`node_modules/${name}/`).dependencies ?? {}));
  }
  return [...found].sort();
}

test('About names every package that is in the extension, and no other', () => {
  expect(PACKAGES.map(({ name }) => name)).toEqual(bundled());
});

test.each(PACKAGES)('$name is under the licence that About says', ({ name, licence }) => {
  expect(manifestOf(`node_modules/${name}/`).license).toBe(licence);
});

test.each(PACKAGES)('$name is credited as its own files say', ({ name, copyright }) => {
  const holder = /(?:Copyright )?(?:\(c\) )?(?:[\d-]+(?:present)? )?(.*)/.exec(copyright)?.[1] ?? '';
  const own = ['LICENSE', 'LICENSE.md', 'NOTICE', 'package.json', 'dist/purify.es.mjs'].map((file) => {
    try {
      return readFileSync(new URL(`node_modules/${name}/${file}`, ROOT), 'utf8');
    } catch {
      return '';
    }
  });
  expect(own.join('\n')).toContain(holder);
});
