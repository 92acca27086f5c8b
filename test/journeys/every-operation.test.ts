import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operationIds, rowOf, type OperationId } from '../../functions/operations.ts';
import { haveLink } from './links.ts';
import { orderOf } from './mutations.ts';
import { card, customers, havePayment, newKey, payments, shown } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* Every row of the table is asked once: a new row without its simulator's route, or without a request here, fails. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

const made = async (operation: OperationId): Promise<string> =>
  shown(await (await orderOf(operation, local)).send()).id;

/** Makes what a path names, by the folder of its operations and the parameter. */
const ids: Readonly<Record<string, () => Promise<string>>> = {
  'komoju paymentId': async () => (await havePayment(local)).id,
  'komoju customerId': async () => {
    const order = { body: { payment_details: card }, idempotencyKey: newKey() };
    return shown(await local.call('POST', customers, order)).id;
  },
  'komoju sessionId': () => made('komoju.session.create'),
  'komoju secureTokenId': () => made('komoju.secure-token.create'),
  'coiney paymentId': async () => (await haveLink(local)).id,
  'gateway operationId': async () => {
    const body = { amount: 1000, currency: 'JPY', payment_details: card };
    return operationOf(await local.call('POST', payments, { body, idempotencyKey: newKey() }));
  },
  'gateway provider': () => Promise.resolve('komoju'),
  'gateway paymentId': async () => (await havePayment(local)).id,
  'gateway orderNumber': async () => {
    const body = {
      ...{ amount: 1000, currency: 'JPY', payment_details: card },
      external_order_num: 'every',
    };
    await local.call('POST', payments, { body, idempotencyKey: newKey() });
    return 'every';
  },
};

/** The answer to a request that changes nothing. */
async function read(operation: OperationId, route: string): Promise<number> {
  const [method = '', pattern = ''] = route.split(' ');
  const [folder = ''] = operation.split('.');
  let path = pattern;
  for (const [braced, parameter = ''] of pattern.matchAll(/\{(\w+)\}/g)) {
    const make = ids[`${folder} ${parameter}`];
    if (make === undefined) throw new Error(`Nothing makes a ${parameter} of ${folder}.`);
    path = path.replace(braced, await make());
  }
  return (await local.call(method, path)).status;
}

/** The status with which the gateway answered a webhook of this provider. */
async function webhook(provider: string): Promise<number> {
  const payment = await ids[`${provider} paymentId`]?.();
  // A refund of the same second looks like the rest of a partial capture.
  await local.advanceClock(2000);
  await local.sandbox(
    'POST',
    `${provider}/payments/${payment ?? ''}/${provider === 'coiney' ? 'pay' : 'refund'}`,
    {},
  );
  await local.sandbox('POST', 'webhooks/release', {});
  await local.sandbox('POST', 'webhooks/wait');
  const deliveries = (await local.sandbox('GET', 'webhooks')) as {
    payment: string;
    status: number;
  }[];
  return deliveries.find((delivery) => delivery.payment === payment)?.status ?? 0;
}

/** What comes of asking for an operation by whatever starts it. */
async function ask(operation: OperationId): Promise<number> {
  const { route, effect, schedule } = rowOf(operation);
  if (effect === 'mutation') return (await (await orderOf(operation, local)).send()).status;
  if (effect === 'inbox') return webhook(operation.split('.')[0] ?? '');
  if (route !== undefined) return read(operation, route);
  // A run that fails is thrown. The authorizer has no other start than a request of another operation.
  if (schedule !== undefined) await local.runs(operation);
  return (await local.call('GET', payments)).status;
}

test.each(operationIds)(
  '%s is answered by its simulator',
  async (operation) => {
    const status = await ask(operation);

    expect([200, 201, 204]).toContain(status);
  },
  30_000,
);

test('every simulated route that the gateway has an operation for was asked', async () => {
  const asked = new Set(
    (await local.requests()).map(({ method, path }) => `${method} ${shape(path)}`),
  );
  const wanted = operationIds.flatMap((operation) => {
    const { route, effect } = rowOf(operation);
    // A webhook is the provider's request.
    if (route === undefined || effect === 'inbox' || operation.startsWith('gateway.')) return [];
    return [shape(route.replace(/ \/komoju/, ' ').replace(/\{\w+\}/, 'x'))];
  });

  expect(wanted.filter((route) => !asked.has(route))).toEqual([]);
});

/** A request without the id in its path: `GET /api/v1/payments/*`. */
const shape = (path: string): string =>
  path.replace(/(payments|customers|sessions|secure_tokens)\/[^/]+/, '$1/*');
