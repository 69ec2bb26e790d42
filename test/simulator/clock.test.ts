import { expect, test } from 'vitest';
import { VirtualClock } from '../../scripts/simulator/clock.ts';

test('who waits at once is woken at once, and time passes only as far as the first of them', async () => {
  const clock = new VirtualClock(1000);
  const woken: string[] = [];
  const waits = [
    clock.wait(500).then(() => woken.push('late')),
    clock.wait(200).then(() => woken.push('one')),
    clock.wait(199.5).then(() => woken.push('other')),
  ];
  expect(clock.nextWakeMs).toBe(200);
  clock.advanceTo(clock.nextWakeMs);
  await Promise.all(waits.slice(1));
  expect({ woken, now: clock.now(), next: clock.nextWakeMs }).toEqual({
    woken: ['one', 'other'],
    now: 1200,
    next: 500,
  });
});

test('a clock that is set back lets time pass as before', async () => {
  const clock = new VirtualClock(10_000);
  const wait = clock.wait(300);
  clock.setBy(-5000);
  expect([clock.now(), clock.elapsedMs, clock.nextWakeMs]).toEqual([5000, 0, 300]);
  clock.advanceTo(300);
  await wait;
  expect(clock.now()).toBe(5300);
});

test('who is no longer waited for is not woken', () => {
  const clock = new VirtualClock(0);
  let isWoken = false;
  const forget = clock.after(10, () => {
    isWoken = true;
  });
  forget();
  clock.advanceTo(20);
  expect([isWoken, clock.nextWakeMs]).toEqual([false, Number.POSITIVE_INFINITY]);
});
