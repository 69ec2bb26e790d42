import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runSimulator } from './run-simulator.ts';

const folder = mkdtempSync(join(tmpdir(), 'linefeed-simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const OPML = file('empty.opml', '<opml version="2.0"><body></body></opml>');
/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9/advance';

test.concurrent.each<[words: string, code: number, args: string[]]>([
  ['--opml is missing', 2, []],
  ['--days is missing', 2, ['--opml', OPML]],
  ['--days takes a number', 2, ['--opml', OPML, '--days', 'many']],
  ['more than 0', 2, ['--opml', OPML, '--days', '0']],
  ['--jump takes DAY:HOURS', 2, ['--opml', OPML, '--days', '1', '--jump', '3']],
  ['--restart', 2, ['--opml', OPML, '--days', '1', '--restart', '-1']],
  ['--advance takes an http address', 2, ['--opml', OPML, '--days', '1', '--advance', 'publisher']],
  ['--speed', 2, ['--opml', OPML, '--days', '1', '--speed', '9']],
  ['cannot be read', 1, ['--opml', join(folder, 'none.opml'), '--days', '1']],
  ['no OPML', 1, ['--opml', file('page.html', '<p>Hello</p>'), '--days', '1']],
  ['cannot be told of the time', 1, ['--opml', OPML, '--days', '1', '--advance', NOWHERE]],
])('it says "%s" and ends with %i', { timeout: 120_000 }, async (words, expected, args) => {
  const { code, stdout, output } = await runSimulator(...args);
  expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  expect(output).toContain(words);
});

test('without a feed there is nothing to tell', { timeout: 120_000 }, async () => {
  expect(await runSimulator('--opml', OPML, '--days', '2', '--jump', '1:-5')).toMatchObject({
    code: 0,
    stdout: '{"feeds":[]}\n',
  });
});
