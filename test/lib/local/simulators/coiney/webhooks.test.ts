import { expect, test } from '@jest/globals';
import { answerTo, ask, restart, runSimulators, secretKey } from '../running-simulators.ts';
import { runReceiver } from '../webhooks/receiver.ts';

/** The merchant's server. */
const receiver = runReceiver();
runSimulators();

type Link = { readonly id: string };

const order = { amount: 1000, currency: 'jpy', method: 'creditcard' };
const create = 'POST /coiney/api/v1/payments';
const authorization = `Bearer ${secretKey}`;

async function make(): Promise<Link> {
  const asked = { ...order, webhookUrl: receiver.url() };
  const { status: made, body } = await answerTo(ask(create, asked, { authorization }));
  expect(made).toBe(201);
  return body as Link;
}

async function happen(happening: string, { id }: Link): Promise<void> {
  const answer = await ask(`POST /sandbox/coiney/payments/${id}/${happening}`);
  expect(answer.status).toBe(200);
}

/** Everything has been delivered, or given up. */
const delivered = (): Promise<Response> => ask('POST /sandbox/webhooks/wait');
const repeat = (): Promise<Response> => ask('POST /sandbox/coiney/webhooks/repeat');

test('a webhook says that a payment was paid, and nothing that proves who said so', async () => {
  const link = await make();

  await happen('pay', link);
  await delivered();

  expect(receiver.received.map(({ json }) => json)).toEqual([
    { id: link.id, object: 'payment', type: 'payment.succeeded' },
  ]);
  const names = Object.keys(receiver.received[0]?.headers ?? {});
  expect(names.filter((name) => /signature|event|time/.test(name))).toEqual([]);
});

test.each([204, 302, 400, 500])(
  'a webhook that is answered with %i comes again',
  async (answer) => {
    receiver.answers = [answer];
    await happen('pay', await make());
    await delivered();

    await repeat();
    await delivered();

    expect(receiver.received).toHaveLength(2);
  },
);

test('a webhook that was given up comes again when the sandbox says so, until it is confirmed', async () => {
  receiver.answers = [500, 500, 500, 500];
  await happen('pay', await make());
  await delivered();
  const before = receiver.received.length;

  for (let count = 0; count < 2; count++) {
    await repeat();
    await delivered();
  }

  expect([before, receiver.received.length]).toEqual([4, 5]);
});

test('a paid link is told again on demand, an open one is not', async () => {
  const [paid, unpaid] = [await make(), await make()];
  await happen('pay', paid);
  await delivered();

  const answers = [paid, unpaid].map(({ id }) =>
    ask('POST /sandbox/webhooks/redeliver', { payment: id }),
  );
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  await delivered();

  expect(statuses).toEqual([200, 404]);
  expect(receiver.received.map(({ json }) => json['id'])).toEqual([paid.id, paid.id]);
});

test('anybody can say that a link was paid', async () => {
  const { id } = await make();
  const forgery = { on: 'coiney', type: 'payment.succeeded', payment: id };
  await ask('POST /sandbox/webhooks/forge', forgery);
  await delivered();

  const forged = receiver.received.map(({ json }) => json);
  expect(forged).toEqual([{ id, object: 'payment', type: 'payment.succeeded' }]);
});

test('a link without a URL of its own is told to the account’s, if there is one', async () => {
  for (const url of [undefined, `${receiver.url()}/account`]) {
    await restart({ webhook: () => ({ url, secret: '' }) });
    const { body } = await answerTo(ask(create, order, { authorization }));
    await happen('pay', body as Link);
    await delivered();
  }

  expect(receiver.received).toMatchObject([{ path: '/hook/account' }]);
});

test.each(['refund', 'cancel', 'expire'])('nothing tells of a %s', async (happening) => {
  const link = await make();
  if (happening === 'refund') await happen('pay', link);
  await delivered();
  const before = receiver.received.length;

  await happen(happening, link);
  await delivered();

  expect(receiver.received).toHaveLength(before);
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
