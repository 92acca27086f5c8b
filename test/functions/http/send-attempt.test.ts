import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { registry } from '../../../functions/registry.ts';
import type { ProviderOperationId } from '../../../functions/operations.ts';
import { deadlineFor } from '../../../functions/http/deadline.ts';
import { prepare } from '../../../functions/http/prepare-mutation.ts';
import type { Request } from '../../../functions/http/request/request.ts';
import { sendAttempt } from '../../../functions/http/send-attempt.ts';
import type { Attempt } from '../../../functions/ledger/claim.ts';
import { readLedgerSecret } from '../../../functions/ledger/ledger-secret.ts';
import {
  after,
  dayMs,
  hourMs,
  minuteMs,
  now,
  secondMs,
} from '../../../functions/platform/clock.ts';
import { coiney } from '../../../functions/providers/coiney/coiney.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import type { Provider } from '../../../functions/providers/provider.ts';
import { errorWith, written } from '../../support/reads/komoju-objects.ts';
import {
  mainSecret,
  startProviderServer,
  type ProviderServer,
  type TestAnswer,
} from '../../support/reads/provider-server.ts';

/* What an attempt asks first, what it takes for its answer, and what it takes for nothing. */

const id = 'op_ADQYC6DV0MAE2H9M31SDZYT45C';
const ledgerSecret = readLedgerSecret(
  JSON.stringify({ namespace: 'n', fingerprintKey1: 'k1'.padEnd(32, '-') }),
);

let server: ProviderServer;
afterEach(() => server.close());

/** The second attempt, a moment after the first; its claim is fresh. */
const attemptWith = (changes: Partial<Attempt>): Attempt => ({
  id,
  token: 'token',
  providerKey: id,
  operation: 'any',
  resendWithinMs: dayMs,
  number: 2,
  firstAt: now(),
  claimedAt: now(),
  previousAt: now(),
  leaseUntil: after(now(), 30 * secondMs),
  caller: 'shop',
  ...changes,
});

async function send(
  [provider, operation]: readonly [Provider, ProviderOperationId],
  asked: Pick<Request, 'path' | 'pathParameters'> & { method?: string; body?: object },
  changes: Partial<Attempt> = {},
) {
  const contract = registry.contracts[operation];
  if (contract === undefined) throw new Error(`${operation} has no contract.`);
  const { method = 'POST', body, ...paths } = asked;
  const request: Request = {
    method,
    ...paths,
    query: [],
    headers: {},
    meaningful: {},
    body:
      body === undefined
        ? { encoding: 'none', value: {} }
        : { encoding: 'json', value: { ...body } },
  };
  const parts = { id, caller: 'storefront', request, ledgerSecret, secret: mainSecret };
  const prepared = prepare(
    { ...parts, operation: { id: operation, provider, contract, cardData: 'accept' } },
    server.access.origin,
  );
  const line = { time: '', requestId: '', operation };
  const sending = { attempt: attemptWith(changes), deadline: deadlineFor(27_000), line };
  return sendAttempt(server.access, prepared, sending);
}

describe('a link', () => {
  const listed = {
    id: 'link1',
    status: 'open',
    amount: 1000,
    currency: 'jpy',
    metadata: { gateway_operation: id },
    createdAt: written(now()),
  };
  beforeEach(async () => {
    server = await startProviderServer(coiney);
  });

  /** Answers to a create with a new link, and to reads with what is listed. */
  function answerWith(...data: readonly object[]): void {
    server.answerWith(({ search, pathname }) => {
      if (search !== '') return { body: { data, hasMore: false, totalCount: data.length } };
      return { body: pathname.endsWith('/link1') ? listed : { ...listed, id: 'new' } };
    });
  }
  const create = (changes: Partial<Attempt> = {}) =>
    send(
      [coiney, 'coiney.payment.create'],
      { path: '/api/v1/payments', pathParameters: {}, body: { amount: 1000, currency: 'jpy' } },
      changes,
    );
  const pathsAsked = () => server.received.map(({ pathname, search }) => `${pathname}${search}`);

  test('is made by a first attempt, which searches nothing', async () => {
    answerWith();

    expect(await create({ number: 1 })).toMatchObject({ kind: 'done', object: { id: 'new' } });
    expect(pathsAsked()).toEqual(['/api/v1/payments']);
  });

  test('that an earlier attempt made is found, and no other is made', async () => {
    answerWith(listed);

    expect(await create()).toMatchObject({ kind: 'done', object: { id: 'link1' }, wasRead: true });
    expect(pathsAsked()).toEqual(['/api/v1/payments?limit=100', '/api/v1/payments/link1']);
  });

  test('that is not listed is not made again while it may be listed late', async () => {
    answerWith();
    const previousAt = after(now(), -(hourMs + 10 * minuteMs));

    expect(await create({ previousAt })).toEqual({ kind: 'not_attempted', why: 'may_still_land' });
    expect(pathsAsked()).toHaveLength(1);
  });

  test('that is not listed after that is made', async () => {
    answerWith();
    const previousAt = after(now(), -(hourMs + 11 * minuteMs));

    expect(await create({ previousAt })).toMatchObject({ object: { id: 'new' } });
  });
});

describe('an answer', () => {
  beforeEach(async () => {
    server = await startProviderServer(komoju);
  });
  const ofPayment = { pathParameters: { paymentId: 'pay1' } };
  const refund = (answer: TestAnswer) => {
    server.answerWith(() => answer);
    const path = '/api/v1/payments/pay1/refund';
    return send([komoju, 'komoju.payment.refund'], { ...ofPayment, path, body: { amount: 400 } });
  };
  const refunded = (created_at: string, changes: object = {}): TestAnswer => ({
    body: {
      id: 'pay1',
      status: 'captured',
      refunds: [{ id: 'ref1', amount: 400, description: `[${id}]`, created_at, ...changes }],
    },
  });

  test('tells of what this operation made', async () => {
    expect(await refund(refunded(written(now())))).toMatchObject({ object: { id: 'ref1' } });
  });

  test('tells nothing of what is older: an older use of the key made it', async () => {
    expect(await refund(refunded(written(after(now(), -hourMs))))).toMatchObject({
      kind: 'unknown',
      why: 'garbled',
    });
  });

  test('that contradicts what was asked for decides nothing', async () => {
    expect(await refund(refunded(written(now()), { amount: 500 }))).toEqual({
      kind: 'unknown',
      why: 'contradicts',
    });
  });

  const remove = (number: number) => {
    server.answerWith(() => errorWith('not_found', 404));
    const path = '/api/v1/customers/cus1';
    const asked = { method: 'DELETE', path, pathParameters: { customerId: 'cus1' } };
    return send([komoju, 'komoju.customer.delete'], asked, { number });
  };

  test('that there is no such customer rejects a first deletion, and is the success of a later one', async () => {
    expect((await remove(1)).kind).toBe('rejected');
    expect(await remove(2)).toMatchObject({ kind: 'done', answer: { status: 200 } });
  });

  test('of 401 is asked for again by the first attempt under another key, by a later one not', async () => {
    const secret = { account: 'main', values: { secretKey: 'sk_new' } };
    const refetch = () => Promise.resolve(secret);
    const { access } = server;
    server = { ...server, access: { ...access, secret: { ...access.secret, refetch } } };
    const capture = (number: number) =>
      send(
        [komoju, 'komoju.payment.capture'],
        { ...ofPayment, path: '/api/v1/payments/pay1/capture' },
        { number },
      );
    server.answerWith(() => ({ status: 401, body: '' }));

    expect(await capture(2)).toEqual({ kind: 'not_attempted', why: 'key_changed' });
    expect(server.received).toHaveLength(1);
    expect(await capture(1)).toEqual({ kind: 'not_attempted', why: 'unauthorized' });
    expect(server.received).toHaveLength(3);
  });
});
