import { jsonIn } from '../platform/body/json-in.ts';
import { secondMs } from '../platform/clock.ts';
import { send } from '../providers/client/send.ts';

/** Longer than the 29 s in which API Gateway answers, as every caller should wait. */
const timeoutMs = 35 * secondMs;

/** Where the gateway is called, and with which key. */
export type AsCaller = { readonly url: string; readonly key: string };

/** What is asked: a path below the gateway's URL; with a body it is a POST that names its intent. */
export type Question = {
  readonly path: string;
  readonly intent?: { readonly idempotencyKey: string; readonly body: object };
};

/** An answer with its JSON, undefined where it has none; or why there is no answer, in one word. */
export type Reply = { readonly status: number; readonly body: unknown } | { readonly why: string };

/** Asks the gateway once, as a caller's server does. Never throws. */
export async function ask({ url, key }: AsCaller, { path, intent }: Question): Promise<Reply> {
  const answer = await send(
    {
      method: intent === undefined ? 'GET' : 'POST',
      url: `${url}${path}`,
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
        accept: 'application/json',
        ...(intent && {
          'content-type': 'application/json',
          'idempotency-key': intent.idempotencyKey,
        }),
      },
      body: intent && JSON.stringify(intent.body),
    },
    AbortSignal.timeout(timeoutMs),
  );
  return 'kind' in answer
    ? { why: answer.why }
    : { status: answer.status, body: jsonIn(Buffer.from(answer.body)) };
}
