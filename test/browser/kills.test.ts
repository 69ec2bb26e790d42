import { describe, expect, test } from 'vitest';
import { randomFrom } from '../fuzz/random.ts';
import { type Kill, killAgainAndAgain } from './kills.ts';
import { TELLS_OF_PROCESSES } from './processes.ts';
import { BROWSERS, setStage } from './stage.ts';

// One or two of each kind; `npm run soak` has hundreds.
const KILLS: readonly Kill[] = ['stop', ...(TELLS_OF_PROCESSES ? (['process'] as const) : []), 'browser', 'stop'];

describe.each(BROWSERS)('kills at any moment in %s', (name) => {
  const stage = setStage(name, { restartable: true });

  test('nothing is torn, no acknowledged act is lost, no feed is stuck, and the popup shows posts at once', async () => {
    const report = await killAgainAndAgain(stage.browser, stage.publisher, KILLS, randomFrom(Date.now()));
    expect(report.kills).toEqual(KILLS);
    expect(report.acknowledged).toBeGreaterThan(0);
  });
});
