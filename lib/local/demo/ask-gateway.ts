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
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  // Longer than the 29 s in which API Gateway answers.
  const signal = AbortSignal.timeout(35_000);
  if (mutation === undefined) {
    return fetch(`${url}/komoju/api/v1${path}`, { headers: { authorization }, signal });
  }
  const headers = {
    authorization,
    'content-type': 'application/json',
    'idempotency-key': mutation.idempotencyKey,
  };
  const body = JSON.stringify(mutation.body);
  return fetch(`${url}/komoju/api/v1${path}`, { method: 'POST', headers, body, signal });
}

/**
 * Asks the gateway for a session, and a few times more while its advice is to send the same request again.
 *
 * @returns undefined where nothing is known yet, or the answer was no
 */
export async function askGateway(
  gateway: Gateway,
  path: string,
  mutation?: Mutation,
): Promise<Session | undefined> {
  for (let tries = 1; ; tries += 1) {
    const answer = await askOnce(gateway, path, mutation).catch(() => undefined);
    if (answer?.ok === true) return (await answer.json()) as Session;
    const advice = answer?.headers.get('x-retry-advice') ?? 'same_request';
    if (advice !== 'same_request' || tries === most.tries) return undefined;
    await delay(1000 * Math.min(Number(answer?.headers.get('retry-after') ?? 1), most.waitS));
  }
}
