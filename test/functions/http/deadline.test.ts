import { describe, expect, test } from '@jest/globals';
import { budgetOf } from '../../../functions/http/deadline.ts';
import { Refusal } from '../../../functions/platform/gateway-error.ts';
import { refusalFrom } from '../../support/gateway-errors.ts';

describe('the time budget', () => {
  test.each([11_000, 27_000, 900_000])('of %d ms is enough', (remainingMs) => {
    const budget = budgetOf(remainingMs);

    expect(budget.provider.aborted).toBe(false);
    expect(budget.table.aborted).toBe(false);
  });

  test.each([10_999, 6_000, 0])('of %d ms is refused: the outcome would only be unknown', (ms) => {
    expect(refusalFrom(() => budgetOf(ms)).code).toBe('not_attempted');
  });

  test('that is refused says why, and when to come again', () => {
    let refusal: unknown;
    try {
      budgetOf(1);
    } catch (error) {
      refusal = error;
    }

    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).detail).toMatchObject({ why: 'no_time_left', retryAfterS: 2 });
  });
});
