import { secondMs } from '../../../functions/platform/clock.ts';
import { routes } from '../../../lib/client/gateway.ts';
import { namesIn, type Result } from '../../support/client/calls.ts';
import type { ClientProcess, Died } from '../../support/client/client-process.ts';
import type { MutationRequest } from '../../support/mutation-requests.ts';
import { declinedOf, otherBody, type Sent } from '../literal/request.ts';
import type { Waiting } from '../rounds.ts';
import type { Want } from './plan.ts';

/** One intent of a shop, and what the shop has on record of it. */
export type Intent = Waiting & {
  readonly want: Want;
  /** What is called under a new key: with another card, where the first was declined. */
  readonly next: MutationRequest;
  stored: Sent;
  /** Every key that it had. */
  readonly keys: string[];
  conclusion: 'open' | 'done' | 'given_up';
  /** Whether something of this key may have been sent: it is noted before the call. */
  isTried: boolean;
  /** What its calls came to, in order. */
  readonly outcomes: (Result['outcome'] | Died)[];
  /** How many requests have come by on the network. */
  requests: number;
  /** Whether nothing stands in the way of its requests any more. */
  isUndisturbed: boolean;
};

/** An intent whose request is stored, and of which nothing was sent. */
export const intentOf = (want: Want, stored: Sent): Intent => ({
  want,
  next: stored.request,
  stored: want.isDeclined ? declinedOf(stored) : stored,
  keys: [stored.key],
  conclusion: 'open',
  actsAt: 0,
  isTried: false,
  outcomes: [],
  requests: 0,
  isUndisturbed: false,
});

/** A rejected intent is wanted again a few times, under another key; or the request is repaired under its own. */
function afterRejection(intent: Intent, { advice }: Result): void {
  const { want, keys, stored, next } = intent;
  if (advice === 'fix_request') {
    // Nothing was sent: the next call is the first again.
    intent.isTried = false;
    if (!want.repairs) intent.conclusion = 'given_up';
    return;
  }
  if (keys.length > want.newRequests) {
    intent.conclusion = 'given_up';
    return;
  }
  const key = `${keys[0] ?? ''}.${keys.length + 1}`;
  keys.push(key);
  intent.stored = { ...stored, request: next, key };
  intent.isTried = false;
}

/** Does what the outcome says, and nothing else. */
function follow(intent: Intent, result: Result | Died, now: number): void {
  if (result === 'died') {
    intent.actsAt = now + secondMs;
    return;
  }
  switch (result.outcome) {
    case 'done':
      intent.conclusion = 'done';
      return;
    case 'rejected':
      afterRejection(intent, result);
      return;
    case 'pending':
      intent.actsAt = now + (result.comeBackInMs ?? 0);
      return;
    case 'unsendable':
      throw new Error(`A request of ${intent.want.operation} cannot be sent.`);
  }
}

/** How long a shop waits that is not in a hurry: at last for longer than any answer takes here. */
const patientMs = 3 * secondMs;
const mostPatientMs = 60 * secondMs;

/** One call of the shop, and what it makes of the outcome. */
export async function act(
  client: ClientProcess,
  intent: Intent,
  { now, isLast }: { now: () => number; isLast: boolean },
): Promise<void> {
  const { want, stored, isTried } = intent;
  const { operation, request, key } = stored;
  const conduct = want.conducts[intent.outcomes.length];
  const usualMs = isLast ? mostPatientMs : patientMs;
  const body = conduct?.hasOtherBody === true ? otherBody(request) : request.body;
  const [, template = ''] = routes[operation as keyof typeof routes].split(' ');
  intent.isTried = true;
  const result = await client.call({
    ...{ operation, names: namesIn(template, request.path) },
    ...{ method: request.method, path: request.path, intent: key },
    ...(body !== undefined && { body }),
    isFirstTry: !isTried,
    withinMs: conduct?.withinMs ?? usualMs,
  });
  intent.outcomes.push(result === 'died' ? result : result.outcome);
  follow(intent, result, now());
}
