import { setTimeout as delay } from 'node:timers/promises';
import type { Session } from './pages.ts';

/** Where the gateway is, and the key of a caller that may make and show sessions. */
export type Gateway = { readonly url: string; readonly key: string };

type Mutation = { readonly idempotencyKey: string; readonly body: object };

/** How often a customer's request may ask, and for how long it may wait in between, in seconds. */
const most = { tries: 3, waitS: 5 };

async function askOnce(
  { url, key }: Gateway,
  path: string,
  mutation?: Mutation,
): Promise<Response> {
  const caller = {
    authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
    // Older versions show a payment that failed as pending: its customer would wait for ever.
    'x-komoju-api-version': '2025-01-28',
  };
  // Longer than the 29 s in which API Gateway answers.
  const signal = AbortSignal.timeout(35_000);
  if (mutation === undefined) {
    return fetch(`${url}/komoju/api/v1${path}`, { headers: caller, signal });
  }
  const headers = {
    ...caller,
    'content-type': 'application/json',
    'idempotency-key': mutation.idempotencyKey,
  };
  const body = JSON.stringify(mutation.body);
  return fetch(`${url}/komoju/api/v1${path}`, { method: 'POST', headers, body, signal });
}

/** What came from in between, or did not come, says nothing: the same request is right. */
const adviceOf = (answer: Response | undefined): string =>
  answer?.headers.get('x-retry-advice') ?? 'same_request';

/** A session, or why there is none: nothing is known yet; or nothing was made, and a new request may be sent. */
export type Asked = Session | 'unknown' | 'new_request_allowed';

/**
 * Asks the gateway for a session, and a few times more while its advice is to send the same request again. What it does
 * not allow to be asked anew stays unknown: a person must see to that.
 */
export async function askGateway(
  gateway: Gateway,
  path: string,
  mutation?: Mutation,
): Promise<Asked> {
  for (let tries = 1; ; tries += 1) {
    const answer = await askOnce(gateway, path, mutation).catch(() => undefined);
    if (answer?.ok === true) return (await answer.json()) as Session;
    const advice = adviceOf(answer);
    if (advice === 'new_request_allowed') return advice;
    if (advice !== 'same_request' || tries === most.tries) return 'unknown';
    await delay(1000 * Math.min(Number(answer?.headers.get('retry-after') ?? 1), most.waitS));
  }
}
