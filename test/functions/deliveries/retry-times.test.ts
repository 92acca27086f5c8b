import { expect, test } from '@jest/globals';
import { nextTryAt } from '../../../functions/deliveries/retry-times.ts';
import { after, hourMs, minuteMs, startOfTime } from '../../../functions/platform/clock.ts';

const since = startOfTime;
const waits = [
  ...[minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 5 * hourMs],
  ...[10 * hourMs, 14 * hourMs, 20 * hourMs, 24 * hourMs],
];

test.each(waits.map((waitMs, place) => [place + 1, waitMs] as const))(
  'after %i failed tries the next is %i ms later',
  (tried, waitMs) => {
    const at = after(since, 1);

    expect(nextTryAt({ tried, since }, at)).toBe(after(at, waitMs));
  },
);

test('after ten tries nobody tries any more', () => {
  expect(nextTryAt({ tried: 10, since }, since)).toBeUndefined();
});

test('the fifth try is the last where it is later than 76 hours after it began, and none before it', () => {
  const [before, then] = [after(since, 76 * hourMs - 1), after(since, 76 * hourMs)];

  expect(nextTryAt({ tried: 5, since }, before)).toBe(after(before, 5 * hourMs));
  expect(nextTryAt({ tried: 5, since }, then)).toBeUndefined();
  expect(nextTryAt({ tried: 4, since }, then)).toBe(after(then, 2 * hourMs));
});

test('all tries are made within the time', () => {
  const sumMs = waits.reduce((sum, waitMs) => sum + waitMs, 0);

  expect(sumMs).toBeGreaterThan(72 * hourMs);
  expect(sumMs).toBeLessThan(76 * hourMs);
});
