import { describe, expect, test } from '@jest/globals';
import {
  after,
  dayMs,
  hourMs,
  isPast,
  minuteMs,
  now,
  secondMs,
  type EpochMs,
} from '../../../functions/platform/clock.ts';

const moment = 1_800_000_000_000 as EpochMs;

describe('the clock', () => {
  test('tells milliseconds since 1970', () => {
    const before = Date.now();

    const result = now();

    expect(result).toBeGreaterThanOrEqual(before);
    expect(result).toBeLessThanOrEqual(Date.now());
  });

  test('has units that follow from one another', () => {
    expect([secondMs, minuteMs, hourMs, dayMs]).toEqual([1_000, 60_000, 3_600_000, 86_400_000]);
  });

  test('counts forward and back', () => {
    expect(after(moment, 5)).toBe(moment + 5);
    expect(after(moment, -5)).toBe(moment - 5);
  });

  test.each([
    [-1, false],
    [0, true],
    [1, true],
  ])('%d ms after a moment says that it is past: %s', (ms, past) => {
    expect(isPast(moment, after(moment, ms))).toBe(past);
  });
});
