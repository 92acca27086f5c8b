import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { deadlineFor } from '../../../functions/http/deadline.ts';
import { gatewayErrorFrom, gatewayErrorOf } from '../../support/gateway-errors.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the time budget', () => {
  test.each([11_000, 27_000, 900_000])('of %d ms is enough', (remainingMs) => {
    const budget = deadlineFor(remainingMs);

    expect(budget.provider.aborted).toBe(false);
    expect(budget.table.aborted).toBe(false);
  });

  test.each([10_999, 6_000, 0])('of %d ms is refused: the outcome would only be unknown', (ms) => {
    expect(gatewayErrorFrom(() => deadlineFor(ms)).code).toBe('not_attempted');
  });

  test('that is refused says why, and when to come again', async () => {
    const { detail } = await gatewayErrorOf(Promise.resolve().then(() => deadlineFor(1)));

    expect(detail).toMatchObject({ why: 'no_time_left', retryAfterS: 2 });
  });

  test.each([
    [1_000, true],
    [1_001, false],
  ])('of 5 s for the provider still suffices after a claim of %d ms: %j', (claimMs, suffices) => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(7);
    const budget = deadlineFor(11_000);
    clock.mockReturnValue(7 + claimMs);

    expect(budget.hasTime()).toBe(suffices);
  });
});
