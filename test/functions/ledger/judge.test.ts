import { describe, expect, test } from '@jest/globals';
import { hourMs } from '../../../functions/platform/clock.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { leaseMs } from '../../../functions/ledger/quarantine.ts';
import { judge } from '../../../functions/ledger/judge.ts';
import type { ClaimRequest } from '../../../functions/ledger/claim.ts';
import { at, claimed, claimRequest, me, youngMs } from '../../support/claims.ts';
import { requestHashes } from '../../support/ledger.ts';

const completed: OperationRecord = { ...claimed, state: 'SUCCEEDED' };
const afterLease = leaseMs;

describe('a record in the way', () => {
  const other: ClaimRequest = {
    ...claimRequest,
    fingerprint: () => ({ ...requestHashes, fingerprint: 'other', sent: 'bytes' }),
  };
  const otherBytes: ClaimRequest = {
    ...claimRequest,
    fingerprint: () => ({ ...requestHashes, fingerprint: 'meaning', sent: 'other' }),
  };
  const otherKey: ClaimRequest = {
    ...claimRequest,
    fingerprint: () => ({ ...requestHashes, sender: 'other' }),
  };
  const replacedKey: ClaimRequest = {
    ...claimRequest,
    fingerprint: () => ({ fingerprint: 'x', sent: 'x', sender: 'x', keyCheck: 'x' }),
  };
  const waiting = { ...claimed, waitUntil: at(hourMs) };
  const unsent = { ...claimed, attempts: 0 };
  const otherAccount = { ...claimRequest, account: 'second' };

  // In the order of precedence: each row also holds what the rows below it look for.
  // prettier-ignore
  test.each([
    ['is mine',                                    'mine',           { ...claimed, token: 'second', fingerprintVersion: 9 }, other,        0],
    ['is of a version that this code cannot read', 'unreadable',     'unreadable' as const,                                  other,        0],
    ['has a fingerprint key that cannot be had',   'key_unreadable', { ...completed, fingerprintVersion: 9 },                 claimRequest,        0],
    ['has a fingerprint key that was replaced',    'key_unreadable', completed,                                               replacedKey, 0],
    ['means another request',                      'other_request',  completed,                                               other,        0],
    ['is completed',                                 'completed',        completed,                                               otherAccount, 0],
    ['is of another account',                      'other_account',  claimed,                                               otherAccount, 0],
    ['is still running',                           'running',        claimed,                                               otherBytes,   afterLease - 1],
    ['was rejected again less than an hour ago',   'waiting',        waiting,                                                 otherBytes,  hourMs - 1],
    ['may be final an hour after it was rejected', 'free',           waiting,                                                 claimRequest, hourMs],
    ['was sent under another key',                 'other_sender',   claimed,                                                 otherKey,    afterLease],
    ['was never sent, whatever the key is',        'free',           unsent,                                                  otherKey,    afterLease],
    ['would be sent with other bytes',             'written_otherwise', claimed,                                               otherBytes,   afterLease],
    ['is too old to be sent again',                'too_late',       claimed,                                               claimRequest,        youngMs],
    ['is free a millisecond before that',          'free',           claimed,                                               claimRequest,        youngMs - 1],
    ['is free once the lease is over',             'free',           claimed,                                               claimRequest,        afterLease],
  ])('that %s', (_, judgement, record, request, ms) => {
    expect(judge(record, request, me(ms))).toBe(judgement);
  });
});
