import { describe, expect, test } from '@jest/globals';
import { after, minuteMs, type EpochMs } from '../../../functions/platform/clock.ts';
import { noOtherCause } from '../../../functions/recovery/attribution.ts';
import { recordWith } from '../../contract/records.ts';

const observedAt = 1_800_000_000_000 as EpochMs;
const mine = recordWith({ observedAt });
const listedAt = after(observedAt, minuteMs);

describe('a state', () => {
  test('is the operation’s doing where nobody else is on record a minute after it was seen', () => {
    expect(noOtherCause(mine, { listedAt, records: [mine] })).toBe(true);
    expect(noOtherCause(mine, { listedAt, records: [] })).toBe(true);
  });

  test('is nobody’s yet where the others were listed sooner: a claim may be missing', () => {
    expect(noOtherCause(mine, { listedAt: after(listedAt, -1), records: [mine] })).toBe(false);
  });

  test('is nobody’s where it was not observed before', () => {
    expect(noOtherCause(recordWith(), { listedAt, records: [] })).toBe(false);
  });

  // prettier-ignore
  test.each([
    ['of its kind is open',       recordWith(),                                       false],
    ['of its kind has succeeded', recordWith({ state: 'SUCCEEDED' }),                 false],
    ['of its kind has failed',    recordWith({ state: 'FAILED' }),                    true],
    ['is of another kind',        recordWith({ operation: 'komoju.payment.refund' }), true],
  ])('where another operation %s: %j', (_, other, isMine) => {
    expect(noOtherCause(mine, { listedAt, records: [mine, other] })).toBe(isMine);
  });
});
