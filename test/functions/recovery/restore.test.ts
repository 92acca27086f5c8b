import { describe, expect, test } from '@jest/globals';
import {
  dayMs,
  hourMs,
  minuteMs,
  secondMs,
  type EpochMs,
} from '../../../functions/platform/clock.ts';
import type { ProviderLookup } from '../../../functions/recovery/lookup/provider-lookup.ts';
import {
  markReadOnly,
  claimOfForgotten,
  mayBeForgotten,
  isProvenNew,
  readRestore,
  forLookup,
} from '../../../functions/recovery/restore.ts';
import { firstClaim } from '../../../functions/ledger/transitions.ts';
import { mayResend, resendWithinMs } from '../../../functions/ledger/resend-rules.ts';
import { judge } from '../../../functions/ledger/judge.ts';
import { quarantineEndsAt } from '../../../functions/ledger/quarantine.ts';
import type { ClaimRequest } from '../../../functions/ledger/claim.ts';
import { requestHashes } from '../../support/ledger.ts';

const restoredTo = 1_800_000_000_000 as EpochMs;
const at = (ms: number): EpochMs => (restoredTo + ms) as EpochMs;
/** The table came into use three hours after the point that it was restored to. */
const inUseAt = at(3 * hourMs);
const restore = { restoredTo, inUseAt };

const claimRequest: ClaimRequest = {
  id: 'op_0123456789ABCDEFGHJKMNPQRS',
  operation: 'komoju.payment.create',
  resendWithinMs: 23 * hourMs,
  caller: 'storefront',
  account: 'main',
  fingerprintVersion: 1,
  fingerprint: () => requestHashes,
};

const lookAt = (ms: number, changes: Partial<ProviderLookup> = {}): ProviderLookup => ({
  at: (inUseAt + ms) as EpochMs,
  endedAt: (inUseAt + ms) as EpochMs,
  account: 'main',
  observed: [],
  ...changes,
});
const seen = { answer: { status: 200, body: '{}' }, object: { id: '807n' } };

describe('care is taken', () => {
  test.each([
    ['never where nothing was restored', undefined, 0, false],
    ['for a week', restore, 7 * dayMs - 1, true],
    ['no longer', restore, 7 * dayMs, false],
    ['for as long as nobody says that the table is in use', { restoredTo }, 90 * dayMs, true],
  ])('%s', (_, setting, ms, isTaken) => {
    expect(mayBeForgotten(setting, (inUseAt + ms) as EpochMs)).toBe(isTaken);
  });
});

describe('an operation is proven new', () => {
  const provenMs = hourMs + 30 * secondMs + 10 * minuteMs;

  test('where nothing of it is found once all that was sent before has taken effect and is listed', () => {
    expect(isProvenNew(restore, lookAt(provenMs))).toBe(true);
  });

  test.each([
    ['before that', restore, lookAt(provenMs - 1)],
    ['where something is found', restore, lookAt(dayMs, { observed: [seen] })],
    ['where something could be its doing', restore, lookAt(dayMs, { couldBe: [seen] })],
    ['where nothing was told', restore, undefined],
    ['while another table may be in use', { restoredTo }, lookAt(dayMs)],
  ])('not %s', (_, setting, lookup) => {
    expect(isProvenNew(setting, lookup)).toBe(false);
  });
});

describe('what may be forgotten', () => {
  const now = at(4 * hourMs);
  const record = claimOfForgotten(claimRequest, restore, { token: 'one', at: now });

  test.each(['provider-key', 'five-minutes', 'search-first'] as const)(
    'is too old to be sent: %s',
    (resend) => {
      const withinMs = resendWithinMs(resend, dayMs);
      const request = { ...claimRequest, resendWithinMs: withinMs };

      expect(judge(record, request, { token: 'two', at: now })).toBe('too_late');
      expect(mayResend(record.firstAt, withinMs, restoredTo)).toBe(false);
    },
  );

  test('counts as sent when it was put on record, so that silence about it counts an hour later', () => {
    expect(record).toMatchObject({ attempts: 1, lastAt: now, leaseUntil: 0, state: 'PENDING' });
    expect(quarantineEndsAt(record)).toBe(now + hourMs + 30 * secondMs);
  });

  test('counts as being sent while another table may be in use: nobody closes it before that', () => {
    const early = claimOfForgotten(claimRequest, { restoredTo }, { token: 'one', at: now });

    expect(early).toMatchObject({ attempts: 1, lastAt: now + dayMs, leaseUntil: 0 });
    expect(judge(early, claimRequest, { token: 'two', at: now })).toBe('too_late');
  });

  test('was executed after the point of the restore, and before the table came into use', () => {
    expect(forLookup(record, restore)).toMatchObject({ firstAt: restoredTo, lastAt: inUseAt });
    expect(forLookup(record, { restoredTo })).toMatchObject({ firstAt: restoredTo, lastAt: now });
  });
});

describe('what stands open in a restored table', () => {
  const open = firstClaim(claimRequest, 'one', at(-hourMs));

  test.each([
    ['was sent', open],
    ['was undone', { ...open, attempts: 0, leaseUntil: 0 as EpochMs }],
  ])('is not sent again, though it %s', (_, stored) => {
    const write = markReadOnly(stored, restore, inUseAt);
    const readOnly = { ...stored, ...write.set };

    expect(judge(stored, claimRequest, { token: 'two', at: inUseAt })).toBe('free');
    expect(judge(readOnly, claimRequest, { token: 'two', at: inUseAt })).toBe('too_late');
    expect(readOnly.attempts).toBe(1);
    expect(quarantineEndsAt(readOnly)).toBe(inUseAt + hourMs + 30 * secondMs);
    expect(write.onlyIf).toEqual({ state: 'PENDING', token: 'one' });
  });

  test('is as old as it was where that is older', () => {
    const firstAt = at(-3 * dayMs);

    expect(markReadOnly({ ...open, firstAt }, restore, inUseAt).set.firstAt).toBe(firstAt);
  });
});

describe('the setting', () => {
  test('is read from its item', () => {
    expect(readRestore(undefined)).toBeUndefined();
    expect(readRestore({ restoredTo: { N: '5' } })).toEqual({ restoredTo: 5 });
    expect(readRestore({ restoredTo: { N: '5' }, inUseAt: { N: '7' } })).toEqual({
      restoredTo: 5,
      inUseAt: 7,
    });
  });

  test.each([
    ['without the point', { inUseAt: { N: '7' } }],
    ['with words for numbers', { restoredTo: { S: 'yesterday' } }],
    ['with half of it', { restoredTo: { N: '5' }, inUseAt: { S: 'now' } }],
  ])('is not guessed at, %s', (_, item) => {
    expect(() => readRestore(item)).toThrow('cannot be read');
  });
});
