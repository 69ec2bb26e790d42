import { expect, test } from 'vitest';
import { complaints, type Disturbance, judge } from './judge.ts';
import { makePlays } from './plays.ts';
import { PoliteClient } from './polite-client.ts';
import { startPublisher } from './publisher.ts';
import { RudeClient } from './rude-client.ts';

const RESTART: Disturbance = { at: 1.5 * 24 * 3_600_000, kind: 'restart' };

test('the judge has nothing to say to a polite reader', { timeout: 300_000 }, async () => {
  const publisher = await startPublisher(makePlays());
  const shelf = await new PoliteClient(publisher).run(14);
  await publisher.close();
  const judgement = judge(publisher.log(), [RESTART], shelf);
  expect(complaints(judgement)).toEqual([]);
});

test('the judge sees whatever a rude reader can do wrong', { timeout: 300_000 }, async () => {
  const publisher = await startPublisher(makePlays());
  const shelf = await new RudeClient(publisher).run(3);
  await publisher.close();
  const { rows } = judge(publisher.log(), [RESTART], shelf);
  expect(rows.filter(({ level, result }) => level === 'must' && result !== 'failed').map(({ row }) => row)).toEqual([]);
});
