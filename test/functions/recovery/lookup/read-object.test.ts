import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import { readObject } from '../../../../functions/recovery/lookup/read-object.ts';
import { errorWith } from '../../../support/reads/komoju-objects.ts';
import {
  startProviderServer,
  type ProviderServer,
} from '../../../support/reads/provider-server.ts';

let server: ProviderServer;
beforeEach(async () => {
  server = await startProviderServer(komoju);
});
afterEach(() => server.close());

const read = () =>
  readObject(server.access, { path: '/api/v1/payments/pay1', headers: {} }, server.call);

test('an object is read as it is, with the answer that told it', async () => {
  const object = { id: 'pay1', strange: [1] };
  server.answerWith(() => ({ body: object }));

  const found = await read();

  expect(found).toMatchObject({ kind: 'found', object });
  expect(found).toHaveProperty('answer.body', JSON.stringify(object));
  expect(server.received.map(({ pathname }) => pathname)).toEqual(['/api/v1/payments/pay1']);
});

test('an object is gone where the provider says so by a code of its own', async () => {
  server.answerWith(() => errorWith('not_found', 404));

  expect(await read()).toMatchObject({ kind: 'found', object: undefined });
});

// prettier-ignore
test.each([
  ['a proxy’s 404',             { status: 404, body: 'not found' }],
  ['a 404 without a code',      { status: 404, body: { error: {} } }],
  ['a 404 with another code',   errorWith('service_unavailable', 404)],
  ['a 404 that means another rejection', errorWith('forbidden', 404)],
  ['another object',            { body: { id: 'pay2' } }],
  ['an object without id',      { body: {} }],
  ['null',                      { body: 'null' }],
  ['no JSON',                   { body: '<html>' }],
  ['an error',                  { status: 500, body: '' }],
  ['a conflict',                errorWith('not_found', 409)],
  ['a redirection',             { status: 302, body: '' }],
])('%s says nothing of an object', async (_, answer) => {
  server.answerWith(() => answer);

  expect(await read()).toMatchObject({ kind: 'not_attempted', why: 'not_read' });
});

test.each([
  ['unauthorized', 401],
  ['throttled', 429],
])('nothing is read where that is %s', async (why, status) => {
  server.answerWith(() => ({ status, body: '' }));

  expect(await read()).toEqual({ kind: 'not_attempted', why });
});
