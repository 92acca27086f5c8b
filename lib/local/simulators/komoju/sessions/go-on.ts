import type { Call } from '../call.ts';
import { authenticationFailure } from '../checkout-assumptions.ts';
import { returnTo } from '../protocol/return-url.ts';
import { answerChallenge } from '../secure-tokens/add.ts';
import type { SecureTokenEntry } from '../secure-tokens/secure-token.ts';
import { find } from '../state.ts';
import { completeEntry } from './complete.ts';
import { browserOnwardOf, shopOf } from './onward.ts';
import { isPayable } from './pay.ts';
import { pageOf } from './show.ts';

type Context = Pick<Call, 'state' | 'now' | 'origin'>;

/** Where the browser goes after 3-D Secure, whose answer is known by then; undefined if that place is not known. */
export function placeAfter(token: SecureTokenEntry, context: Context): string | undefined {
  if (token.session === null) {
    return token.returnUrl === null
      ? undefined
      : returnTo(token.returnUrl, 'secure_token_id', token.id);
  }
  const { id, isOnPage } = token.session;
  const entry = find(context.state.sessions, id);
  if (entry === undefined) return undefined;
  if (entry.status === 'completed') return browserOnwardOf(entry, context);
  return (isOnPage ? null : shopOf(entry)) ?? pageOf(entry, context.origin);
}

/**
 * The bank answers: whether the customer confirmed. A session goes on by itself, unless it was paid, cancelled or has
 * expired meanwhile: then nothing is paid.
 */
export function finishChallenge(
  token: SecureTokenEntry,
  isConfirmed: boolean,
  context: Context,
): void {
  const { state, now } = context;
  answerChallenge(token, isConfirmed);
  const { session, method, customer } = token;
  const entry = session === null ? undefined : find(state.sessions, session.id);
  if (session === null || entry === undefined || !isPayable(entry, now())) return;
  if (token.status !== 'OK') {
    entry.failure = authenticationFailure;
    return;
  }
  token.isSpent = true;
  entry.secureTokenId = token.id;
  completeEntry(entry, { ...session, method, customer }, context);
}
