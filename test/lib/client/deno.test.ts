import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { transform } from 'esbuild';
import type { gateway } from '../../../lib/client/gateway.ts';

/* Deno sends a request again by itself where a connection that was used before ends. */

test('in Deno no connection is used twice', async () => {
  const text = readFileSync('lib/client/gateway.ts', 'utf8');
  const { code } = await transform(text, { loader: 'ts', format: 'iife', globalName: 'client' });
  const sent: unknown[] = [];
  const fetch = (_: URL, init: object): Promise<Response> => {
    sent.push(init);
    return Promise.resolve(new Response('{}', { headers: { 'x-retry-advice': 'do_not_repeat' } }));
  };
  const Deno = { createHttpClient: (options: object) => ({ ...options }) };
  const standards = { fetch, Headers, Response, URL, URLSearchParams, FormData, AbortController };
  const context = createContext({ ...standards, setTimeout, clearTimeout, Deno });
  const { gateway: make } = runInContext(`${code}; client`, context) as {
    gateway: typeof gateway;
  };

  const call = make({ baseUrl: 'https://gateway.example', key: 'gk_test_1' });
  const { outcome } = await call('komoju.payment.cancel', { intent: 'a', paymentId: 'pay_1' });

  expect(outcome).toBe('done');
  expect(sent).toEqual([expect.objectContaining({ client: { poolMaxIdlePerHost: 0 } })]);
});
