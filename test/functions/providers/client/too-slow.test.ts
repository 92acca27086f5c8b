import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readFromProvider } from '../../../../functions/providers/client/read-from-provider.ts';
import { coiney } from '../../../../functions/providers/coiney/coiney.ts';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import {
  startProviderServer,
  type ProviderServer,
} from '../../../support/reads/provider-server.ts';

let server: ProviderServer;
beforeEach(async () => {
  server = await startProviderServer({ ...coiney, answersWithinMs: 1000 });
});
afterEach(() => server.close());

const read = () =>
  readFromProvider(
    server.access,
    { path: '/api/v1/payments', headers: {}, query: [] },
    { ...server.call, parse: () => ({ id: 'list' }) },
  );

test('a call ends when its provider must have answered, whatever time there is else', async () => {
  server.answerWith(() => new Promise(() => undefined));

  // The signal of `server.call` never aborts.
  expect(await read()).toMatchObject({ kind: 'unknown', why: 'no_answer' });
});

test('the next call to a provider that was too slow is tried as any other', async () => {
  server.answerWith(() => new Promise(() => undefined));
  await read();
  server.answerWith(() => ({ body: {} }));

  expect(await read()).toMatchObject({ kind: 'done' });
});

test('how long a call may take is the provider’s own', () => {
  expect([komoju.answersWithinMs, coiney.answersWithinMs]).toEqual([18_000, 10_000]);
});
