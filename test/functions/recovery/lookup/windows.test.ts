import { describe, expect, test } from '@jest/globals';
import {
  after,
  dayMs,
  hourMs,
  minuteMs,
  secondMs,
  type EpochMs,
} from '../../../../functions/platform/clock.ts';
import {
  earliestOf,
  merged,
  partsOf,
  searchWindowOf,
  wholeSecond,
  windowOf,
} from '../../../../functions/recovery/lookup/windows.ts';

const at = 1_800_000_000_999 as EpochMs;
const second = 1_800_000_000_000 as EpochMs;

test('a moment lies in its whole second', () => {
  expect(wholeSecond(at)).toBe(second);
});

test('what a provider dated five minutes before the first claim may be the operation’s', () => {
  expect(earliestOf({ firstAt: at })).toBe(second - 5 * minuteMs);
});

describe('the window of an operation', () => {
  const lastAt = after(at, 30 * hourMs);

  test.each([
    ['a day after its first claim', at, dayMs],
    [
      'an hour and a lease after its last, where that is later',
      lastAt,
      31 * hourMs + 30 * secondMs,
    ],
  ])('ends %s, and five minutes for the clocks', (_, last, ms) => {
    expect(windowOf({ firstAt: at, lastAt: last })).toEqual({
      from: second - 5 * minuteMs,
      to: second + ms + 5 * minuteMs,
    });
  });
});

describe('windows', () => {
  const w = (from: number, to: number) => ({ from: from as EpochMs, to: to as EpochMs });

  // prettier-ignore
  test.each([
    ['none',                  [],                            []],
    ['one',                   [w(1, 5)],                     [w(1, 5)]],
    ['two that are apart',    [w(10, 12), w(1, 5)],          [w(1, 5), w(10, 12)]],
    ['two that overlap',      [w(4, 9), w(1, 5)],            [w(1, 9)]],
    ['two that touch',        [w(1, 5), w(5, 9)],            [w(1, 9)]],
    ['one within another',    [w(1, 9), w(3, 5)],            [w(1, 9)]],
    ['a chain and one apart', [w(4, 7), w(1, 5), w(7, 8), w(20, 21)], [w(1, 8), w(20, 21)]],
  ])('are merged: %s', (_, windows, expected) => {
    expect(merged(windows)).toEqual(expected);
  });
});

describe('where an operation is looked for', () => {
  const record = { firstAt: second, lastAt: second };

  test('is nearby the first time', () => {
    expect(searchWindowOf(record, after(second, minuteMs))).toEqual({
      from: after(second, -30 * secondMs),
      to: after(second, 30 * secondMs),
    });
  });

  test('is later wherever an effect may be by the longest delay that is assumed', () => {
    expect(searchWindowOf({ ...record, reads: 1 }, after(second, minuteMs))).toEqual({
      from: after(second, -5 * minuteMs),
      to: after(second, hourMs + 30 * secondMs + 5 * minuteMs),
    });
  });

  test.each([0, 1])('is everywhere once an absence counts, after %d reads', (reads) => {
    expect(searchWindowOf({ ...record, reads }, after(second, dayMs))).toEqual(windowOf(record));
  });
});

describe('the parts of a window', () => {
  test('meet, and are the whole', () => {
    const window = { from: second, to: after(second, 10 * secondMs) };
    const parts = partsOf(window, 3);

    expect(parts).toHaveLength(3);
    expect([parts[0]?.from, parts[2]?.to]).toEqual([window.from, window.to]);
    expect(parts.slice(1).map(({ from }) => from)).toEqual(parts.slice(0, 2).map(({ to }) => to));
  });

  test('are never shorter than a second', () => {
    expect(partsOf({ from: second, to: after(second, 2 * secondMs) }, 9)).toHaveLength(2);
    expect(partsOf({ from: second, to: second }, 9)).toEqual([{ from: second, to: second }]);
  });
});
