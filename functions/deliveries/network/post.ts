import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Settings } from '../../platform/settings.ts';
import { whyNotPublic } from './public-address.ts';
import { publicLookup } from './public-lookup.ts';

/** What came of a request: its status, or in one word why there is none. */
export type Posted = { readonly status: number } | { readonly why: string };

/** Where end points may be. */
export type Network = Settings<'EVENT_NETWORK'>['EVENT_NETWORK'];

const codeOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name);
};

/**
 * Posts JSON once. Redirects are not followed, and of the answer only the status is read. Every request has a connection
 * of its own, so that a receiver that hangs holds up nothing else.
 *
 * @param signal aborts when it must have been answered
 * @returns never throws
 */
export async function post(
  { url, headers, body }: { url: string; headers: Readonly<Record<string, string>>; body: string },
  network: Network,
  signal: AbortSignal,
): Promise<Posted> {
  const closed = network === 'public' ? whyNotPublic(url) : undefined;
  if (closed !== undefined) return { why: 'not_public' };
  const isPlain = url.startsWith('http:');
  const options = {
    method: 'POST',
    agent: false as const,
    signal,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'payment-gateway',
    },
    ...(network === 'public' && { lookup: publicLookup }),
  };
  return new Promise((resolve) => {
    try {
      const request = (isPlain ? requestPlain : requestSecure)(url, options);
      request.once('response', (response) => {
        resolve({ status: response.statusCode ?? 0 });
        response.destroy();
      });
      request.once('error', (error) => {
        resolve({ why: signal.aborted ? 'no_answer_in_time' : codeOf(error) });
      });
      // Node reports some ends of a connection without an error.
      request.once('close', () => {
        resolve({ why: 'no_answer' });
      });
      request.end(body);
    } catch (error) {
      resolve({ why: codeOf(error) });
    }
  });
}
