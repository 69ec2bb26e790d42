import { expect, test } from 'vitest';
import { complaints, type Disturbance, judge } from './judge.ts';
import { makePlays } from './plays.ts';
import { startPublisher } from './publisher.ts';
import { runSimulator } from './run-simulator.ts';

const DAY_MS = 24 * 3_600_000;

test('two weeks of checking break no rule of the checklist and lose no post', { timeout: 900_000 }, async () => {
  const publisher = await startPublisher(makePlays());
  const { code, stdout, output } = await runSimulator(
    ...['--opml', publisher.opmlUrl, '--advance', publisher.advanceUrl, '--days', '14'],
    ...['--restart', '4.6', '--jump', '8.25:11', '--jump', '10.7:-30', '--restart', '12.1'],
  );
  const log = publisher.log();
  await publisher.close();
  expect(code, output).toBe(0);
  const disturbances: Disturbance[] = [
    { at: 4.6 * DAY_MS, kind: 'restart' },
    { at: 8.25 * DAY_MS + 11 * 3_600_000, kind: 'sleep' },
    { at: 10.7 * DAY_MS, kind: 'clock set back' },
    { at: 12.1 * DAY_MS, kind: 'restart' },
  ];
  const judgement = judge(log, disturbances, JSON.parse(stdout));
  expect(complaints(judgement, 'must')).toEqual([]);
  expect(complaints(judgement, 'should').length).toBeLessThanOrEqual(1);
  expect(judgement.rows.filter(({ result }) => result === 'not played').map(({ row }) => row)).toEqual([]);
});
