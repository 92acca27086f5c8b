import type { RetryAdvice } from '../../../functions/platform/gateway-error.ts';
import { hourMs, secondMs } from '../../../functions/platform/clock.ts';
import type { LocalReply, LocalSystem } from '../../support/local.ts';
import type { MutationRequest } from '../../support/mutation-requests.ts';
import type { Fault } from '../plan.ts';
import { declined, type Trouble, type Want } from './plan.ts';
import { declinedOf, otherBody, send, type Sent } from './request.ts';

/**
 * One intent, and what its client knows of it. It is open until the client believes that it was executed (`done`) or
 * not (`given_up`).
 */
export type Intent = {
  readonly want: Want;
  /** What is sent under a new key: with another card, where the first was declined. */
  readonly next: MutationRequest;
  stored: Sent;
  /** Every key that it was sent with. */
  readonly keys: string[];
  conclusion: 'open' | 'done' | 'given_up';
  /** When the client acts again, by its own clock, in milliseconds. */
  actsAt: number;
  /** How long it waits where no answer says so, in milliseconds. */
  patienceMs: number;
  requests: number;
  /** What it was advised, in order; `none` where no answer came. */
  readonly advised: (RetryAdvice | 'none')[];
  /** Whether every request of the key was answered `fix_request`. */
  isUntouched: boolean;
  /** Whether the client has another body than the one that it first sent with this key. */
  hasLostRequest: boolean;
  operationId: string | undefined;
};

export const intentOf = (want: Want, stored: Sent): Intent => ({
  want,
  next: stored.request,
  stored: want.isDeclined ? declinedOf(stored) : stored,
  keys: [stored.key],
  conclusion: 'open',
  actsAt: 0,
  patienceMs: secondMs,
  requests: 0,
  advised: [],
  isUntouched: true,
  hasLostRequest: false,
  operationId: undefined,
});

/**
 * The word of an answer. Without the header it is API Gateway's own 413, by which nothing was done, or it comes of
 * something that stands in between.
 */
function adviceOf(reply: LocalReply | undefined): RetryAdvice {
  const word = reply?.headers.get('x-retry-advice') as RetryAdvice | null | undefined;
  return word ?? (reply?.status === 413 ? 'fix_request' : 'same_request');
}

/** Waits for as long as the answer says, or longer: each time for twice as long as before, up to an hour. */
function wait(intent: Intent, reply: LocalReply | undefined, at: number): void {
  const seconds = Number(reply?.headers.get('retry-after') ?? 0);
  intent.actsAt = at + Math.max(seconds * secondMs, intent.patienceMs);
  intent.patienceMs = Math.min(intent.patienceMs * 2, hourMs);
}

/** Another key, for as long as the intent is wanted. */
function beginAnew(intent: Intent): void {
  const { want, keys, stored, next } = intent;
  if (keys.length > want.newRequests) {
    intent.conclusion = 'given_up';
    return;
  }
  const key = `${keys[0] ?? ''}-${keys.length + 1}`;
  keys.push(key);
  intent.stored = { ...stored, request: next, key };
  intent.isUntouched = true;
  intent.hasLostRequest = false;
  intent.operationId = undefined;
  intent.patienceMs = secondMs;
}

/** KOMOJU's errors are nested, Coiney's are flat. */
function codeOf(reply: LocalReply | undefined): string | undefined {
  const { error, code } = (reply?.json ?? {}) as { code?: string; error?: { code?: string } };
  return error?.code ?? code;
}

/** Keeps what an answer says besides what is to be done. */
function remember(intent: Intent, reply: LocalReply | undefined, advice: RetryAdvice): void {
  intent.advised.push(reply === undefined ? 'none' : advice);
  intent.operationId = reply?.headers.get('x-operation-id') ?? intent.operationId;
  intent.isUntouched &&= advice === 'fix_request';
}

/** Does what the word of an answer says, and nothing else. */
function obey(
  intent: Intent,
  { reply, wasStored }: { reply: LocalReply | undefined; wasStored: boolean },
  at: number,
): void {
  const advice = adviceOf(reply);
  remember(intent, reply, advice);
  switch (advice) {
    case 'do_not_repeat':
      intent.conclusion = 'done';
      return;
    case 'new_request_allowed':
      beginAnew(intent);
      return;
    case 'fix_request':
      // The next request is right again: the stored one, which no repair may replace once it was sent.
      return;
    case 'same_request':
      // The key belongs to a request that was sent and never stored.
      if (wasStored && codeOf(reply) === 'idempotency_key_reused') intent.hasLostRequest = true;
      wait(intent, reply, at);
  }
}

/** What stands in the way of a client's request is there before it. */
export type LayFault = (sent: Sent, fault: Fault) => Promise<void>;

/** Without its request a client sends nothing once it knows the operation: it reads what came of it. */
async function readOperation(local: LocalSystem, intent: Intent, at: number): Promise<void> {
  const reply = await local.call('GET', `/gateway/v1/operations/${intent.operationId ?? ''}`);
  const { retry } = reply.json as { retry?: RetryAdvice };
  if (retry === undefined || retry === 'same_request') {
    // Nothing on record: then no request of this key was begun, and it is sent.
    if (reply.status === 404) intent.operationId = undefined;
    wait(intent, reply, at);
    return;
  }
  intent.advised.push(retry);
  if (retry === 'do_not_repeat') intent.conclusion = 'done';
  else beginAnew(intent);
}

/** The stored request is gone. What the client has now is another body, under the same key. */
function loseRequest(intent: Intent): void {
  const body = otherBody(intent.stored.request);
  if (body === undefined) return;
  intent.stored = { ...intent.stored, request: { ...intent.stored.request, body } };
  intent.hasLostRequest = !intent.isUntouched;
}

/** One request of the client, with what goes wrong at it, and what the client makes of its answer. */
export async function act(
  local: LocalSystem,
  intent: Intent,
  { lay, now }: { lay: LayFault; now: () => number },
): Promise<void> {
  const { want } = intent;
  const { fault, mistake }: Trouble = want.troubles[intent.requests] ?? {};
  const isFirst = intent.requests === 0;
  intent.requests += 1;
  // The path of a create is everybody's: there it is the card that is declined.
  if (isFirst && want.isDeclined && !want.operation.endsWith('.create')) {
    await lay(intent.stored, declined);
  }
  if (fault !== undefined) await lay(intent.stored, fault);
  if (mistake === 'lost_request') loseRequest(intent);
  if (intent.hasLostRequest && intent.operationId !== undefined) {
    await readOperation(local, intent, now());
    return;
  }
  const reply = await send(local, intent.stored, mistake).catch(() => undefined);
  obey(intent, { reply, wasStored: mistake !== 'other_body' }, now());
}
