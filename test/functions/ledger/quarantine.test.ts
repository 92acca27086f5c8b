import { describe, expect, test } from '@jest/globals';
import { dayMs, hourMs, minuteMs, type EpochMs } from '../../../functions/platform/clock.ts';
import { firstClaim, shards } from '../../../functions/ledger/transitions.ts';
import {
  judgeNotFound,
  maxEffectAfterClaimMs,
  leaseMs,
  quarantineEndsAt,
} from '../../../functions/ledger/quarantine.ts';
import { postponeRead, postponeUnreadable } from '../../../functions/ledger/lookup-schedule.ts';
import { requestHashes } from '../../support/ledger.ts';

const start = 1_800_000_000_000 as EpochMs;
const at = (ms: number): EpochMs => (start + ms) as EpochMs;

const claimed = firstClaim(
  {
    id: 'op_0123456789ABCDEFGHJKMNPQRS',
    operation: 'komoju.payment.capture',
    resendWithinMs: 23 * hourMs,
    caller: 'storefront',
    account: 'main',
    fingerprintVersion: 1,
    fingerprint: () => requestHashes,
  },
  'first',
  start,
);

describe('the quarantine', () => {
  test('ends a day after the first claim, or an hour and a lease after the last', () => {
    const late = { firstAt: start, lastAt: at(23.5 * hourMs) };

    expect(quarantineEndsAt(claimed)).toBe(at(dayMs));
    expect(quarantineEndsAt(late)).toBe(at(23.5 * hourMs + maxEffectAfterClaimMs));
  });

  test.each([
    ['too early', dayMs - 1, undefined, 'too_early'],
    ['for the first time', dayMs, undefined, 'first'],
    ['sooner than a list may lag', dayMs + 10 * minuteMs - 1, dayMs, 'too_early'],
    ['for the second time', dayMs + 10 * minuteMs, dayMs, 'second'],
    ['after a miss from before it', dayMs + hourMs, dayMs - 1, 'first'],
  ])('believes a silence %s', (_, ms, missedMs, judged) => {
    const notFound = missedMs === undefined ? {} : { notFoundAt: at(missedMs) };

    expect(judgeNotFound({ ...claimed, ...notFound }, at(ms))).toBe(judged);
  });
});

describe('the next read of an operation that stays open', () => {
  const seen = at(leaseMs);
  const again = (claimed.shard ?? 0) + shards.length;
  const put = (reads: number, ms: number, progress: 'none' | 'not_found' | 'observed' = 'none') =>
    postponeRead({ ...claimed, reads }, { seen, at: at(ms), progress });

  test('is due first when nobody is about to send it any more', () => {
    expect(claimed.readAt).toBe(at(leaseMs));
  });

  test.each([
    [0, 1],
    [1, 2],
    [2, 4],
    [5, 32],
    [6, 60],
    [2000, 60],
  ])('comes, after %d reads, in %d minutes', (reads, minutes) => {
    expect(put(reads, hourMs)).toEqual({
      set: { readAt: at(hourMs + minutes * minuteMs), reads: reads + 1, shard: again },
      onlyIf: { readAt: seen },
    });
  });

  test('is not put off beyond the end of the quarantine', () => {
    expect(put(9, dayMs - 1000).set.readAt).toBe(at(dayMs));
    expect(put(9, dayMs).set.readAt).toBe(at(dayMs + hourMs));
  });

  test('comes ten minutes after a first silence, and a minute after a state was noticed', () => {
    expect(put(9, dayMs, 'not_found').set.readAt).toBe(at(dayMs + 10 * minuteMs));
    expect(put(9, hourMs, 'observed').set.readAt).toBe(at(hourMs + minuteMs));
  });

  test('comes in a minute where the provider is down, as if it had not been tried', () => {
    const seenAt = { seen, at: at(hourMs), progress: 'unanswered' } as const;

    expect(postponeRead({ ...claimed, reads: 9 }, seenAt)).toEqual({
      set: { readAt: at(hourMs + minuteMs) },
      onlyIf: { readAt: seen },
    });
  });

  test('comes in an hour where it cannot even be read', () => {
    expect(postponeUnreadable({ id: claimed.id, readAt: seen }, at(0))).toEqual({
      set: { readAt: at(hourMs), shard: again },
      onlyIf: { readAt: seen },
    });
  });
});
