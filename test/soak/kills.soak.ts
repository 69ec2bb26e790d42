import { describe, expect, test } from 'vitest';
import { percentile } from '../bench/figures.ts';
import type { BrowserName } from '../browser/browser.ts';
import { type Kill, type KillReport, killAgainAndAgain } from '../browser/kills.ts';
import { TELLS_OF_PROCESSES } from '../browser/processes.ts';
import { BROWSERS, setStage } from '../browser/stage.ts';
import { randomFrom } from '../fuzz/random.ts';

/** How often each is killed: half of the workers by the browser's own hand, half with their process. */
const TIMES: Readonly<Record<BrowserName, Readonly<Record<Kill, number>>>> = {
  chromium: { stop: 100, process: 100, browser: 50 },
  firefox: { stop: 20, process: 20, browser: 20 },
};

const HOUR_MS = 3_600_000;

describe.each(BROWSERS)('hundreds of kills at any moment in %s', (name) => {
  const stage = setStage(name, { restartable: true });

  test(
    'nothing is torn, no acknowledged act is lost, no feed is stuck, and the popup shows posts at once',
    async () => {
      const random = randomFrom(Date.now());
      const { stop, process, browser } = TIMES[name];
      const kills = random.shuffled([
        ...Array<Kill>(TELLS_OF_PROCESSES ? stop : stop + process).fill('stop'),
        ...Array<Kill>(TELLS_OF_PROCESSES ? process : 0).fill('process'),
        ...Array<Kill>(browser).fill('browser'),
      ]);
      const report = await killAgainAndAgain(stage.browser, stage.publisher, kills, random);
      console.log(inWords(name, report));
      expect(report.kills).toEqual(kills);
      expect(report.amidRound).toBeGreaterThan(kills.length / 10);
    },
    HOUR_MS,
  );
});

function inWords(name: BrowserName, { kills, amidRound, acknowledged, published, popupMs }: KillReport): string {
  const times = (['stop', 'process', 'browser'] as const).map((kind) => {
    const ms = popupMs.filter((_, index) => kills[index] === kind);
    const shown = [0.5, 0.9, 1].map((share) => Math.round(percentile(ms, share)));
    return `  ${ms.length} of kind ${kind}: posts in the popup after ${shown.join(' / ')} ms (median / p90 / longest)`;
  });
  return [
    `${name}: ${kills.length} kills, ${amidRound} of them with some feeds asked and not all; ` +
      `${acknowledged} acts acknowledged, ${published} posts published`,
    ...times,
  ].join('\n');
}
