import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { answerTo, ask, runSimulators, secretKey } from '../running-simulators.ts';

runSimulators();

type Received = { readonly headers: Record<string, unknown>; readonly body: unknown };

/** The merchant's server: what it was told, and what it answers. */
let merchant: Server;
let received: Received[];
let status: number;
beforeEach(async () => {
  received = [];
  status = 200;
  merchant = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body: JSON.parse(body) });
      response.writeHead(status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(merchant, 'listening');
});
afterEach(() => {
  merchant.closeAllConnections();
  merchant.close();
});

type Link = { readonly id: string };

const order = { amount: 1000, currency: 'jpy', method: 'creditcard' };
const create = 'POST /coiney/api/v1/payments';
const authorization = `Bearer ${secretKey}`;

async function make(): Promise<Link> {
  const webhookUrl = `http://127.0.0.1:${(merchant.address() as AddressInfo).port}/`;
  const asked = { ...order, webhookUrl };
  const { status: made, body } = await answerTo(ask(create, asked, { authorization }));
  expect(made).toBe(201);
  return body as Link;
}

async function happen(happening: string, { id }: Link): Promise<void> {
  const answer = await ask(`POST /sandbox/coiney/payments/${id}/${happening}`);
  expect(answer.status).toBe(200);
}

const repeat = (): Promise<Response> => ask('POST /sandbox/coiney/webhooks/repeat');

test('a webhook says that a payment was paid, and nothing that proves who said so', async () => {
  const link = await make();

  await happen('pay', link);

  expect(received.map(({ body }) => body)).toEqual([
    { id: link.id, object: 'payment', type: 'payment.succeeded' },
  ]);
  const names = Object.keys(received[0]?.headers ?? {});
  expect(names.filter((name) => /signature|event|time/.test(name))).toEqual([]);
});

test.each([204, 302, 500])('a webhook that is answered with %i is repeated', async (answer) => {
  status = answer;
  await happen('pay', await make());

  await repeat();
  status = 200;
  await repeat();
  await repeat();

  expect(received).toHaveLength(3);
});

test.each(['refund', 'cancel', 'expire'])('nothing tells of a %s', async (happening) => {
  const link = await make();
  if (happening === 'refund') await happen('pay', link);
  received = [];

  await happen(happening, link);

  expect(received).toEqual([]);
});

test.each([
  ['paid twice', ['pay', 'pay']],
  ['refunded unpaid', ['refund']],
  ['cancelled when it is paid', ['pay', 'cancel']],
])('a payment cannot be %s', async (_, happenings) => {
  const link = await make();
  const last = happenings.at(-1) ?? '';
  for (const happening of happenings.slice(0, -1)) await happen(happening, link);

  const answer = await ask(`POST /sandbox/coiney/payments/${link.id}/${last}`);

  expect(answer.status).toBe(409);
});

test.each([
  ['no key', '', 'no_api_key'],
  ['a wrong key', 'Bearer sk_test_other', 'invalid_api_key'],
  ['a key as KOMOJU takes it', `Basic ${btoa(`${secretKey}:`)}`, 'no_api_key'],
])('a request with %s is refused', async (_, key, code) => {
  const answer = await ask(create, order, { authorization: key });

  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ type: 'authentication_error', code });
});

test('what is sent twice is made twice: there is no key', async () => {
  const headers = { authorization, 'idempotency-key': 'order-1' };

  const [one, other] = await Promise.all([1, 2].map(() => answerTo(ask(create, order, headers))));

  expect([one?.status, other?.status]).toEqual([201, 201]);
  expect(one?.body['id']).not.toBe(other?.body['id']);
});
