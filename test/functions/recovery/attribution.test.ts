import { describe, expect, test } from '@jest/globals';
import { after, minuteMs, type EpochMs } from '../../../functions/platform/clock.ts';
import { noOtherCause } from '../../../functions/recovery/attribution.ts';
import { recordWith } from '../../support/records.ts';

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
    ['of its kind is open',       false, recordWith()],
    ['of its kind has succeeded', false, recordWith({ state: 'SUCCEEDED' })],
    ['of its kind has failed',    true,  recordWith({ state: 'FAILED' })],
    ['is of another kind',        true,  recordWith({ operation: 'komoju.payment.refund' })],
  ])('where another operation %s: its own is %j', (_, isMine, other) => {
    expect(noOtherCause(mine, { listedAt, records: [mine, other] })).toBe(isMine);
  });
});
