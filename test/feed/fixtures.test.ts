import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readFixture } from '../../scripts/inspect.ts';

const FOLDER = fileURLToPath(new URL('../fixtures/feeds/', import.meta.url));
const SUFFIX = '.expected.json';
const files = readdirSync(FOLDER);

// Add or renew one with: npm run -s inspect -- FILE|URL --fixture NAME
test.each(files.filter((file) => !file.endsWith(SUFFIX)))('%s is read as its expectation says', async (file) => {
  const expected: unknown = JSON.parse(readFileSync(FOLDER + file.replace(/\.\w+$/, SUFFIX), 'utf8'));
  expect(JSON.parse(JSON.stringify(await readFixture(FOLDER + file)))).toEqual(expected);
});
