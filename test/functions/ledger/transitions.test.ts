import { describe, expect, test } from '@jest/globals';
import { hourMs, minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import {
  attemptOf,
  closeNotExecuted,
  eraseAnswer,
  resolvedByPerson,
  fail,
  firstClaim,
  undoClaim,
  waitAfterRejection,
  releaseLease,
  succeed,
  takeOver,
} from '../../../functions/ledger/transitions.ts';
import {
  denialAllowedFrom,
  maxEffectAfterClaimMs,
  leaseMs,
  listLagMs,
} from '../../../functions/ledger/quarantine.ts';
import { judge } from '../../../functions/ledger/judge.ts';
import {
  maySend,
  nextRejectionFinalFrom,
  rejectionIsFinal,
  resendWithinMs,
} from '../../../functions/ledger/resend-rules.ts';
import type { ClaimRequest } from '../../../functions/ledger/claim.ts';
import { at, claimed, claimRequest, me, start, youngMs } from '../../support/claims.ts';
import { requestHashes } from '../../support/ledger.ts';

const afterLease = leaseMs;

describe('a first claim', () => {
  test('is open, owned for 30 s, and in a shard of the open operations', () => {
    expect(claimed).toMatchObject({
      state: 'PENDING',
      token: 'first',
      attempts: 1,
      firstAt: start,
      lastAt: start,
      leaseUntil: at(30 * secondMs),
      providerKey: claimRequest.id,
      resource: 'komoju#807n',
      resourceAt: start,
    });
    expect([0, 1, 2, 3, 4, 5, 6, 7]).toContain(claimed.shard);
  });

  test('never carries a time to live: what is open is not forgotten', () => {
    expect(claimed.expiresAtS).toBeUndefined();
  });

  test('fails where the current fingerprint key is missing', () => {
    expect(() => firstClaim({ ...claimRequest, fingerprintVersion: 2 }, 't', start)).toThrow(
      'missing',
    );
  });
});

describe('an attempt', () => {
  const first = attemptOf(claimed, claimRequest, start);

  test('may be sent while its lease lasts, and not at its end', () => {
    expect(maySend(first, at(afterLease - 1))).toBe(true);
    expect(maySend(first, at(afterLease))).toBe(false);
  });

  test('may not be sent 23 h after the first, however fresh its lease', () => {
    const late = { ...first, number: 2, leaseUntil: at(24 * hourMs) };

    expect(maySend(late, at(youngMs - 1))).toBe(true);
    expect(maySend(late, at(youngMs))).toBe(false);
  });

  test('that is the first to be sent has no age: the provider does not know its key', () => {
    const unsentBefore = { ...first, leaseUntil: at(48 * hourMs) };

    expect(maySend(unsentBefore, at(47 * hourMs))).toBe(true);
  });

  // prettier-ignore
  test.each([
    ['the only attempt',                         1, 0,              true],
    ['a second one a moment later',              2, 31 * secondMs,  false],
    ['a second one just short of an hour later', 2, maxEffectAfterClaimMs - 1,   false],
    ['a second one an hour after the last',      2, maxEffectAfterClaimMs,       true],
  ])('may end in a no when it is %s: %d, %d, %s', (_, number, claimedAt, may) => {
    expect(rejectionIsFinal({ ...first, number, claimedAt: at(claimedAt), previousAt: start })).toBe(may);
  });
});

describe('a write', () => {
  const attempt = attemptOf(claimed, claimRequest, start);
  const completion = {
    result: { why: 'answer', status: 200, object: 'pay', amount: 5, currency: 'JPY' } as const,
    body: '{}',
    resource: 'komoju#pay',
  };

  test('takes over what was never sent for today’s account and key', () => {
    const today: ClaimRequest = {
      ...claimRequest,
      account: 'second',
      fingerprint: () => ({ ...requestHashes, sender: 'other' }),
    };

    expect(takeOver({ ...claimed, attempts: 0 }, today, me(minuteMs)).set).toMatchObject({
      account: 'second',
      sender: 'other',
    });
  });

  test('waits after a rejection that is not final until the next one’s can be', () => {
    const second = { ...attempt, number: 2, claimedAt: at(minuteMs) };
    const { set, onlyIf } = waitAfterRejection(second, nextRejectionFinalFrom(second));

    expect(set).toEqual({ leaseUntil: 0, waitUntil: at(minuteMs + maxEffectAfterClaimMs) });
    expect(onlyIf).toEqual({ state: 'PENDING', token: 'first' });
    expect(
      rejectionIsFinal({
        ...second,
        previousAt: second.claimedAt,
        claimedAt: set.waitUntil ?? start,
      }),
    ).toBe(true);
  });

  test('takes over only what was seen, and counts the attempt', () => {
    expect(takeOver(claimed, { ...claimRequest, account: 'second' }, me(minuteMs))).toEqual({
      set: {
        token: 'second',
        leaseUntil: at(minuteMs + leaseMs),
        lastAt: at(minuteMs),
        attempts: 2,
      },
      onlyIf: { state: 'PENDING', token: 'first' },
    });
  });

  test('of a yes needs no token, leaves the index of open operations and lives for 90 days', () => {
    const write = succeed(attempt, completion, at(0));

    expect(write.onlyIf).toEqual({ state: 'PENDING' });
    expect(write.remove).toEqual(['shard', 'readAt']);
    expect(write.set).toMatchObject({
      state: 'SUCCEEDED',
      body: '{}',
      resource: 'komoju#pay',
      resourceAt: start,
      expiresAtS: start / 1000 + 90 * 86_400,
      event: {
        type: 'operation.succeeded',
        operation: 'komoju.payment.capture',
        at: start,
        object: 'pay',
        amount: 5,
        cause: 'answer',
      },
    });
  });

  test('of a no needs the token', () => {
    const refused = { result: { why: 'answer', status: 502, code: 'card_declined' } as const };

    const write = fail(attempt, refused, at(0));

    expect(write.onlyIf).toEqual({ state: 'PENDING', token: 'first' });
    expect(write.remove).toEqual(['shard', 'readAt']);
    expect(write.set).toMatchObject({
      state: 'FAILED',
      event: { type: 'operation.failed', cause: 'card_declined' },
    });
    expect(write.set).not.toHaveProperty('body');
    expect(write.set).not.toHaveProperty('payment');
  });

  test('that gives an attempt back leaves the entry as it was before', () => {
    const second = { ...attempt, number: 2, previousAt: start, claimedAt: at(minuteMs) };

    expect(undoClaim(second)).toEqual({
      set: { attempts: 1, leaseUntil: 0, lastAt: start },
      onlyIf: { state: 'PENDING', token: 'first' },
    });
  });

  test('that releases a lease changes nothing else', () => {
    expect(releaseLease(attempt)).toEqual({
      set: { leaseUntil: 0 },
      onlyIf: { state: 'PENDING', token: 'first' },
    });
  });
});

describe('what a person decides', () => {
  const by = { actor: 'hanako', reason: 'Seen in the dashboard.' };
  const completed = { result: { why: 'read', status: 200, object: '807n' } as const };

  test.each([
    ['yes', succeed(claimed, completed, at(0)), { state: 'PENDING' }],
    ['no', closeNotExecuted(claimed, at(0)), { state: 'PENDING', token: 'first' }],
  ])('is the same %s, on the same condition, with a name and a reason', (_word, write, onlyIf) => {
    const { set, ...rest } = resolvedByPerson(write, by);

    expect(set).toEqual({ ...write.set, resolvedBy: by });
    expect(rest).toEqual({ remove: ['shard', 'readAt'], onlyIf });
  });

  test('is a no only a day after the first attempt, and an hour and a lease after the last', () => {
    const lastAt = at(23 * hourMs);

    expect(denialAllowedFrom(claimed)).toBe(at(24 * hourMs + listLagMs));
    expect(denialAllowedFrom({ ...claimed, lastAt })).toBe(
      at(24 * hourMs + 30 * secondMs + listLagMs),
    );
  });

  test('is no no while somebody owns the entry, however long', () => {
    expect(denialAllowedFrom({ ...claimed, leaseUntil: at(30 * hourMs) })).toBe(
      at(30 * hourMs + listLagMs),
    );
  });
});

test('a change without a key at the provider is sent again for five minutes only', () => {
  const patch: ClaimRequest = {
    ...claimRequest,
    resendWithinMs: resendWithinMs('five-minutes', undefined),
  };
  const claim = attemptOf({ ...claimed, attempts: 2 }, patch, start);
  const attempt = { ...claim, leaseUntil: at(hourMs) };

  expect(judge(claimed, patch, me(5 * minuteMs - 1))).toBe('free');
  expect(judge(claimed, patch, me(5 * minuteMs))).toBe('too_late');
  expect(maySend(attempt, at(5 * minuteMs - 1))).toBe(true);
  expect(maySend(attempt, at(5 * minuteMs))).toBe(false);
});

test('an erasure takes the answer and nothing else, of the very record that was seen', () => {
  const done = { ...claimed, state: 'SUCCEEDED', body: '{}' } as const;

  expect(eraseAnswer(done, at(hourMs))).toEqual({
    set: { erasedAt: at(hourMs) },
    remove: ['body'],
    onlyIf: { version: claimed.version, state: 'SUCCEEDED', token: 'first' },
  });
});
