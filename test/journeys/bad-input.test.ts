import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from '@jest/globals';
import { card, formType, newKey, payments, shown } from './orders.ts';
import { startSystem, type System } from './system.ts';

/* Whatever is wrong with a request, it gets a clear answer, and nothing is claimed, executed or leaked. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

const order = { amount: 1000, currency: 'JPY', payment_details: card };
const json = { 'content-type': 'application/json' };

/** How often the table was written and the provider asked. */
const effects = async (): Promise<number> =>
  (local.tableCalls['PutItem'] ?? 0) + (await local.requests()).length;

let before: number;
beforeEach(async () => {
  before = await effects();
});
afterEach(async () => {
  expect(await effects()).toBe(before);
});

describe('a key of the gateway', () => {
  test.each([
    ['that is missing', {}],
    ['that is unknown', { authorization: 'Bearer gk_test_nobody' }],
    ['that is empty', { authorization: `Basic ${Buffer.from(':').toString('base64')}` }],
    ['of the other mode', { authorization: 'Bearer gk_live_admin' }],
    ['in a scheme that is not spoken', { authorization: 'Digest gk_local_admin' }],
    ['that is the provider’s', { authorization: 'Bearer sk_test_simulator' }],
  ])('%s is refused', async (_, headers: Record<string, string>) => {
    const refused = await local.call('POST', payments, { body: order, key: null, headers });

    expect([refused.status, shown(refused).error.code]).toEqual([401, 'unauthorized']);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic/);
    expect(refused.headers.get('x-request-id')).toBeTruthy();
  });

  test.each([
    ['GET', '/komoju/api/v1/customers'],
    ['POST', '/komoju/api/v1/customers'],
    ['DELETE', '/komoju/api/v1/customers/abc'],
    ['POST', '/coiney/api/v1/payments'],
  ])('without the scope is refused: %s %s', async (method, path) => {
    const refused = await local.call(method, path, { key: local.keys.storefront });

    expect([refused.status, shown(refused).error.code]).toEqual([403, 'not_allowed']);
  });
});

describe('a route that is not there', () => {
  test.each([
    ['GET', '/'],
    ['GET', '/komoju/api/v1/nothing'],
    ['DELETE', payments],
    ['POST', `${payments}/a/b/capture`],
    ['GET', '/komoju/api/v1/payments/abc/capture'],
  ])('is refused: %s %s', async (method, path) => {
    const refused = await local.call(method, path);

    expect([refused.status, shown(refused).error.code]).toEqual([404, 'not_found']);
  });
});

describe('a body', () => {
  const deep = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;

  // prettier-ignore
  test.each<[string, string, Record<string, string>, string, string | null]>([
    ['that is broken JSON',             '{"amount":',                                    json,                             'invalid_parameter', null],
    ['that is a list',                  '[1]',                                           json,                             'invalid_parameter', null],
    ['that is null',                    'null',                                          json,                             'invalid_parameter', null],
    ['that is a broken form',           'amount=%E0%A4%A',                               formType,                         'invalid_parameter', null],
    ['with a malformed field name',     'amount]=1',                                     formType,                         'invalid_parameter', null],
    ['with a field twice',              'amount=1&amount=2&currency=JPY',                formType,                         'invalid_parameter', 'amount'],
    ['with a field as value and group', 'amount=1&amount[x]=2&currency=JPY',             formType,                         'invalid_parameter', 'amount.x'],
    ['of another type',                 '<amount>1</amount>',                            { 'content-type': 'text/xml' },   'invalid_parameter', null],
    ['that is empty',                   '',                                              json,                             'missing_parameter', 'amount'],
    ['over 64 kB',                      JSON.stringify({ ...order, description: 'あ'.repeat(22_000) }), json,              'invalid_parameter', null],
    ['nested deeply',                   deep,                                            json,                             'invalid_parameter', 'a.a.a'],
    ['with a prototype’s name',         '{"amount":1,"currency":"JPY","__proto__":{}}',  json,                             'invalid_parameter', '__proto__'],
    ['with a constructor',              'constructor[prototype]=1&amount=1',             formType,                         'invalid_parameter', 'constructor'],
    ['with a NUL',                      '{"amount":1,"currency":"JPY","description":"a\\u0000"}', json,                    'invalid_parameter', 'description'],
    ['with half a surrogate pair',      '{"amount":1,"currency":"JPY","description":"\\ud800"}', json,                     'invalid_parameter', 'description'],
    ['with a number beyond 2^53',       '{"amount":1,"currency":"JPY","metadata":{"n":9007199254740993}}', json,           'invalid_parameter', 'metadata.n'],
    ['with metadata that is a list',    '{"amount":1,"currency":"JPY","metadata":[1]}',  json,                             'invalid_parameter', 'metadata'],
  ])('%s is refused', async (_, body, headers, code, param) => {
    const refused = await local.call('POST', payments, { body, headers, idempotencyKey: newKey() });

    const { error } = shown(refused);
    expect([refused.status, error.code, error.param]).toEqual([422, code, param]);
    expect(Object.keys(error)).toEqual(['code', 'message', 'param', 'details']);
  });
});

describe('an amount', () => {
  test.each<[unknown, string]>([
    [undefined, 'missing_parameter'],
    [0, 'invalid_parameter'],
    [-1, 'invalid_parameter'],
    [1.5, 'invalid_parameter'],
    ['1.5', 'invalid_parameter'],
    ['0', 'invalid_parameter'],
    ['-1', 'invalid_parameter'],
    ['', 'invalid_parameter'],
    ['1e3', 'invalid_parameter'],
    ['0x10', 'invalid_parameter'],
    [' 1', 'invalid_parameter'],
    [2 ** 53, 'invalid_parameter'],
    ['9007199254740993', 'invalid_parameter'],
    [true, 'invalid_parameter'],
    [null, 'invalid_parameter'],
    [[1000], 'invalid_parameter'],
  ])('of %j is refused', async (amount, code) => {
    const refused = await local.call('POST', payments, { body: { ...order, amount } });

    const { error } = shown(refused);
    expect([refused.status, error.code, error.param]).toEqual([422, code, 'amount']);
  });
});

test.each([
  ['missing', undefined, 'missing_parameter'],
  ['not three letters', 'YENS', 'invalid_parameter'],
])('a currency that is %s is refused', async (_, currency, code) => {
  const refused = await local.call('POST', payments, { body: { ...order, currency } });

  const { error } = shown(refused);
  expect([refused.status, error.code, error.param]).toEqual([422, code, 'currency']);
});

describe('an idempotency key', () => {
  test.each<[string, Record<string, string>]>([
    ['that is empty', { 'Idempotency-Key': '' }],
    ['that is empty in quotes', { 'Idempotency-Key': '""' }],
    ['of 256 characters', { 'Idempotency-Key': 'k'.repeat(256) }],
    ['that is not ASCII', { 'Idempotency-Key': 'clé' }],
    ['that differs from KOMOJU’s', { 'Idempotency-Key': 'a', 'X-KOMOJU-IDEMPOTENCY': 'b' }],
  ])('%s is refused', async (_, headers) => {
    const refused = await local.call('POST', payments, { body: order, headers });

    expect([refused.status, shown(refused).error.code]).toEqual([400, 'idempotency_key_invalid']);
  });
});

/** Sends a path as it is: `fetch` resolves its dots before it sends anything. */
async function sendPath(method: string, path: string): Promise<{ status: number; code: unknown }> {
  const outgoing = request(`${local.url}/`, {
    method,
    path,
    auth: `${local.keys.unmodified}:`,
  }).end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const chunks = await (response as AsyncIterable<Buffer> & IncomingMessage).toArray();
  const body = JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) as {
    readonly error: { readonly code: unknown };
  };
  return { status: response.statusCode ?? 0, code: body.error.code };
}

describe('an id in the path', () => {
  test.each([
    '..',
    '.',
    '%2e%2e',
    'a%2fb',
    'a%00',
    '%2f..%2fcustomers',
    'a'.repeat(101),
    'a%20b',
    '%zz',
  ])('that is %s leads nowhere', async (id) => {
    const shownPayment = await sendPath('GET', `${payments}/${id}`);
    const captured = await sendPath('POST', `${payments}/${id}/capture`);

    for (const refused of [shownPayment, captured]) {
      expect([400, 404, 422]).toContain(refused.status);
      expect(['invalid_parameter', 'not_found']).toContain(refused.code);
    }
  });
});

test('parameters in the query of a create are refused: they would escape the checks of its body', async () => {
  const query = 'payment_details[number]=4111111111111111';

  const refused = await local.call('POST', `${payments}?${query}`, { body: order });

  expect([refused.status, shown(refused).error.code]).toEqual([422, 'invalid_parameter']);
  expect(refused.body).not.toContain('4111');
});

test('a body beyond 10 MB is refused, in API Gateway’s words', async () => {
  const body = JSON.stringify({ ...order, description: 'x'.repeat(10 * 1024 * 1024) });

  const refused = await local.call('POST', payments, { body, headers: json });

  // The one answer that the template cannot word.
  expect([refused.status, refused.body]).toEqual([
    413,
    'HTTP content length exceeded 10485760 bytes.',
  ]);
});
