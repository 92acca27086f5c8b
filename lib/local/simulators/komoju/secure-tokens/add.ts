import { keepNewest } from '../../../../host/bounded.ts';
import { threeDSecureOf, type ThreeDSecure } from '../checkout-assumptions.ts';
import { newId } from '../protocol/ids.ts';
import { timestamp } from '../protocol/timestamps.ts';
import { maxTokens, type KomojuState } from '../state.ts';
import { authenticationResult } from './authentication-result.ts';
import type { SecureTokenEntry, VerificationStatus } from './secure-token.ts';

/** Where 3-D Secure begins; without a challenge it has ended by then. */
const firstStatus: Readonly<Record<ThreeDSecure, VerificationStatus>> = {
  challenge: 'NEEDS_VERIFY',
  challenge_fails: 'NEEDS_VERIFY',
  frictionless: 'OK',
  fails: 'ERRORED',
  skipped: 'SKIPPED',
};

type Given = Pick<
  SecureTokenEntry,
  'method' | 'customer' | 'amount' | 'currency' | 'returnUrl' | 'session'
>;

/** Stores a secure token, whose bank is asked at once. */
export function addSecureToken(state: KomojuState, given: Given, now: number): SecureTokenEntry {
  const { method, currency } = given;
  const status = firstStatus[threeDSecureOf(method, currency)];
  const entry: SecureTokenEntry = {
    id: `tok_${newId()}`,
    ...given,
    createdAt: timestamp(now),
    status,
    result:
      status === 'OK' || status === 'ERRORED'
        ? authenticationResult(method.brand, status === 'OK')
        : null,
    isSpent: false,
  };
  state.secureTokens[entry.id] = entry;
  keepNewest(state.secureTokens, maxTokens);
  return entry;
}

/** Notes what the holder did at the bank's challenge. Only the first answer counts. */
export function answerChallenge(entry: SecureTokenEntry, isConfirmed: boolean): void {
  if (entry.status !== 'NEEDS_VERIFY') return;
  const isHolder = isConfirmed && entry.method.threeDSecure !== 'challenge_fails';
  entry.status = isHolder ? 'OK' : 'ERRORED';
  entry.result = authenticationResult(entry.method.brand, isHolder);
}
