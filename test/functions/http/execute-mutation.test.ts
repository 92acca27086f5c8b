import { randomUUID } from 'node:crypto';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as capture from '../../../functions/komoju/payment/capture.ts';
import * as create from '../../../functions/komoju/payment/create.ts';
import * as refund from '../../../functions/komoju/payment/refund.ts';
import type { HttpHandler } from '../../../functions/http/handler.ts';
import { countedBy } from '../../support/cloudwatch/emitted.ts';
import { errorOf, invoke, startWorld, type Call, type World } from '../../support/handler.ts';

let world: World;
let pay: HttpHandler;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(() => world.close());

beforeEach(() => {
  pay = create.start();
});
afterEach(() => {
  world.faults.clear();
  world.table.faults.clear();
});

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
const order = { amount: 1000, currency: 'JPY', payment_details: konbini };
const keyed = (changes: Call = {}): Call => ({
  body: order,
  headers: { 'Idempotency-Key': randomUUID() },
  ...changes,
});
const withProvider = (status: number, body: unknown): void => {
  world.faults.add({ kind: 'status', status, body });
};

/** How often the table was written and the provider asked. */
const effects = async (): Promise<number> =>
  (world.table.calls['PutItem'] ?? 0) + (await world.requests()).length;

describe('a new request', () => {
  test('is answered with what the provider says, and named by key and operation', async () => {
    const reply = await invoke(pay, keyed({ headers: { 'Idempotency-Key': '"order 1"' } }));

    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toMatchObject({ resource: 'payment', amount: 1000 });
    expect(reply.headers).toEqual({
      'X-Request-Id': 'request-1',
      'Idempotency-Key': 'order 1',
      'X-Operation-Id': expect.stringMatching(/^op_/),
      'X-Retry-Advice': 'do_not_repeat',
      'Content-Type': 'application/json; charset=utf-8',
    });
  });

  test('leaves one line in the log, with nothing of what was sent', async () => {
    const { line, headers } = await invoke(pay, keyed());

    expect(line).toEqual({
      time: expect.stringMatching(/Z$/),
      requestId: 'request-1',
      operation: 'komoju.payment.create',
      provider: 'komoju',
      cold: true,
      caller: 'storefront',
      operationId: headers['X-Operation-Id'],
      providerMs: expect.any(Number),
      providerStatus: 200,
      outcome: 'done',
      status: 200,
      totalMs: expect.any(Number),
      requests: 1,
      done: 1,
      _aws: expect.anything(),
    });
    const twice = ['requests', 'done', 'totalMs'].flatMap((name) => [
      [name, { operation: 'komoju.payment.create' }],
      [name, {}],
    ]);
    expect(countedBy(line)).toEqual([...twice, ['providerMs', { provider: 'komoju' }]]);
  });

  test('goes to the provider under the operation’s id, which is left in the payment', async () => {
    const { headers, body } = await invoke(pay, keyed());

    const id = headers['X-Operation-Id'];
    expect((await world.requests()).at(-1)).toMatchObject({ idempotencyKey: id, applied: true });
    expect(JSON.parse(body)).toMatchObject({ metadata: { gateway_operation: id } });
  });

  test('without a key goes by API Gateway’s name of the request', async () => {
    const reply = await invoke(pay, { body: order, extendedRequestId: 'extended-1=' });

    expect(reply.status).toBe(200);
    expect(reply.headers['Idempotency-Key']).toBe('extended-1=');
  });
});

describe('a repeated request', () => {
  test('gets the first answer, byte for byte, and reaches nobody', async () => {
    const call = keyed();
    const first = await invoke(pay, call);
    const request = (await world.requests()).length;

    const second = await invoke(pay, call);

    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(second.headers).toEqual({ ...first.headers, 'Idempotent-Replayed': 'true' });
    expect(second.line).toMatchObject({ outcome: 'replayed', cold: false });
    expect((await world.requests()).length).toBe(request);
  });

  test('says so where the answer was read back later', async () => {
    const call = keyed();
    const { headers } = await invoke(pay, call);
    await world.table.client.send(
      new UpdateItemCommand({
        TableName: world.table.name,
        Key: { pk: { S: String(headers['X-Operation-Id']) }, sk: { S: 'OPERATION' } },
        UpdateExpression: 'SET #res.#why = :read',
        ExpressionAttributeNames: { '#res': 'res', '#why': 'why' },
        ExpressionAttributeValues: { ':read': { S: 'read' } },
      }),
    );

    const reply = await invoke(pay, call);

    expect(reply.headers).toMatchObject({
      'Idempotent-Replayed': 'true',
      'X-Result-Source': 'read',
    });
  });

  test('that means something else is refused', async () => {
    const call = keyed();
    await invoke(pay, call);

    const reply = await invoke(pay, { ...call, body: { ...order, amount: 1001 } });

    expect([reply.status, errorOf(reply).code]).toEqual([422, 'idempotency_key_reused']);
    expect(reply.headers['X-Retry-Advice']).toBe('same_request');
  });

  test('of another payment’s capture is refused, though neither has a body', async () => {
    const handler = capture.start();
    const headers = { 'Idempotency-Key': randomUUID() };
    await invoke(handler, { headers, path: { paymentId: 'one' } });

    const reply = await invoke(handler, { headers, path: { paymentId: 'two' } });

    expect(errorOf(reply).code).toBe('idempotency_key_reused');
  });
});

describe('an answer of the provider', () => {
  test('that refuses is passed on and kept', async () => {
    const call = keyed();
    const declined = { error: { code: 'card_declined', message: 'No.', param: null } };
    withProvider(502, declined);

    const first = await invoke(pay, call);
    const second = await invoke(pay, call);

    expect([first.status, first.body]).toEqual([502, JSON.stringify(declined)]);
    expect([second.status, second.body]).toEqual([502, JSON.stringify(declined)]);
    expect([first, second].map(({ headers }) => headers['X-Retry-Advice'])).toEqual([
      'new_request_allowed',
      'new_request_allowed',
    ]);
    expect(first.line).toMatchObject({ outcome: 'rejected', providerCode: 'card_declined' });
  });

  test.each([
    ['another amount', { id: 'p', amount: 999, currency: 'JPY' }],
    ['another currency', { id: 'p', amount: 1000, currency: 'USD' }],
    ['another operation', { id: 'p', metadata: { gateway_operation: 'op_other' } }],
  ])('that tells of %s decides nothing, and someone is told', async (_, payment) => {
    withProvider(200, payment);

    const reply = await invoke(pay, keyed());

    expect([reply.status, errorOf(reply).code]).toEqual([409, 'outcome_unknown']);
    expect(reply.headers['Retry-After']).toBe('5');
    expect(reply.line).toMatchObject({ finding: 'contradiction', why: 'contradicts' });
    expect(reply.line).toMatchObject({ findings: 1 });
    expect(countedBy(reply.line)).toContainEqual(['findings', {}]);
  });

  test('about another payment than the one to capture decides nothing', async () => {
    withProvider(200, { id: 'other', status: 'captured' });

    const reply = await invoke(capture.start(), { path: { paymentId: 'this' } });

    expect(errorOf(reply).code).toBe('outcome_unknown');
  });

  test('about a refund that is not ours decides nothing', async () => {
    withProvider(200, { id: 'this', refunds: [{ id: 'r', description: '[op_other]' }] });

    const reply = await invoke(refund.start(), { body: {}, path: { paymentId: 'this' } });

    expect(errorOf(reply).code).toBe('outcome_unknown');
    expect(reply.line['why']).toBe('garbled');
  });

  test('that throttles us executed nothing, and says so', async () => {
    withProvider(429, '');

    const reply = await invoke(pay, keyed());

    expect([reply.status, errorOf(reply).code]).toEqual([503, 'not_attempted']);
    expect(reply.headers['Retry-After']).toBe('2');
    expect(reply.line).toMatchObject({ outcome: 'not_attempted', why: 'throttled' });
  });
});

describe('before anything is claimed', () => {
  let before: number;
  beforeEach(async () => {
    before = await effects();
  });
  afterEach(async () => {
    expect(await effects()).toBe(before);
  });

  test.each<[string, number, string, Call]>([
    ['a scope', 403, 'not_allowed', keyed({ scopes: 'komoju.payment.show' })],
    [
      'the key that must be sent',
      400,
      'idempotency_key_required',
      { body: order, mustSendKey: 'true' },
    ],
    ['a body', 422, 'missing_parameter', keyed({ body: '' })],
    ['time', 503, 'not_attempted', keyed({ remainingMs: 10_999 })],
  ])('a request without %s is refused: %d', async (_, status, code, call) => {
    const reply = await invoke(pay, call);

    expect([reply.status, errorOf(reply).code]).toEqual([status, code]);
    expect(reply.headers['X-Request-Id']).toBe('request-1');
  });

  test('a raw card number is refused where only tokens are accepted', async () => {
    const details = { type: 'credit_card', number: '4111111111111111' };

    const reply = await invoke(pay, keyed({ body: { ...order, payment_details: details } }));

    expect([reply.status, errorOf(reply)]).toEqual([
      422,
      { code: 'card_data_not_accepted', param: 'payment_details.number' },
    ]);
    expect(JSON.stringify(reply)).not.toContain('4111');
  });

  test.each([
    [
      'the provider’s secret is still empty',
      'KOMOJU_SECRET',
      { account: 'main', secretKey: ' ' },
      'secret_empty',
    ],
    [
      'the provider’s secret is none',
      'KOMOJU_SECRET',
      'sk_live_x',
      'secret_unavailable: UnreadableSecret',
    ],
    [
      'the ledger’s secret lacks a part',
      'LEDGER_SECRET',
      { namespace: 'n' },
      'secret_unavailable: UnreadableSecret',
    ],
  ] as const)('a request is refused while %s', async (_, name, value, why) => {
    world.putSecret(name, value);

    const reply = await invoke(create.start(), keyed());

    world.putSecret('KOMOJU_SECRET', { account: 'main', secretKey: 'sk_test_1' });
    world.putSecret('LEDGER_SECRET', { namespace: 'n', fingerprintKey1: 'k1'.padEnd(32, '-') });
    expect([reply.status, errorOf(reply).code]).toEqual([503, 'not_attempted']);
    expect(reply.line['why']).toBe(why);
    expect(JSON.stringify(reply)).not.toContain('sk_live_x');
  });
});
