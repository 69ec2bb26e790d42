import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/steps.ts';
import { brokenPromises, draftsOf } from './made-drafts.ts';

const FIXTURES = join(root, 'test/fixtures/feeds');
const CUTS = 300;
const DAMAGES = 500;

const fixtures = readdirSync(FIXTURES)
  .filter((file) => /\.(xml|json)$/.test(file) && !file.endsWith('.expected.json'))
  .map((file) => ({ file, text: readFileSync(join(FIXTURES, file), 'utf8') }));

/** The same numbers in every run, so that a failure can be repeated (Park and Miller's generator). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const SHARDS = [
  '<',
  '>',
  '&',
  '&#x0;',
  '&#xFFFFFFFF;',
  '<![CDATA[',
  ']]>',
  '<!--',
  '"',
  '\0',
  '\uD800',
  '</item>',
  '<item>',
  '<a:b:c>',
];

function damaged(text: string, pick: (below: number) => number): string {
  const [from, to] = [pick(text.length), pick(text.length)].sort((a, b) => a - b) as [number, number];
  const ways = [
    () => text.slice(0, from) + text.slice(Math.min(to, from + 200)),
    () => text.slice(0, to) + text.slice(from),
    () => text.slice(0, from) + SHARDS[pick(SHARDS.length)] + text.slice(from),
    () => text.slice(0, from) + String.fromCharCode(pick(65_536)) + text.slice(from + 1),
  ];
  return ways[pick(ways.length)]?.() ?? text;
}

describe.each(fixtures)('$file', ({ text }) => {
  test('cut anywhere, never throws and keeps the promises of what is left', () => {
    for (let cut = 0; cut < CUTS; cut += 1) {
      const at = Math.floor((text.length * cut) / CUTS);
      expect([at, brokenPromises(draftsOf(text.slice(0, at)) ?? [])]).toEqual([at, []]);
    }
  });

  test('damaged by chance, never throws and keeps the promises of what is left', () => {
    for (let seed = 1; seed <= DAMAGES; seed += 1) {
      const pick = numbersFrom(seed);
      let victim = text;
      for (let wounds = 1 + pick(4); wounds > 0; wounds -= 1) victim = damaged(victim, pick);
      expect([seed, brokenPromises(draftsOf(victim) ?? [])]).toEqual([seed, []]);
    }
  });
});
