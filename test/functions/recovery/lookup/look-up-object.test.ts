import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import { minuteMs, type EpochMs } from '../../../../functions/platform/clock.ts';
import type { OperationRecord } from '../../../../functions/ledger/record.ts';
import { lookUpObject } from '../../../../functions/recovery/lookup/look-up-object.ts';
import { errorWith, paymentAt, written } from '../../../support/reads/komoju-objects.ts';
import { lookupsAt, openWith } from '../../../support/reads/lookups.ts';
import {
  startProviderServer,
  type ProviderServer,
} from '../../../support/reads/provider-server.ts';

const at = 1_800_000_000_000 as EpochMs;
const payment = paymentAt({ id: 'pay1', at });
const id = 'op_ADQYC6DV0MAE2H9M31SDZYT45C';
const refund = {
  id: 'ref1',
  amount: 400,
  currency: 'JPY',
  description: `[${id}]`,
  created_at: written(at),
};

let server: ProviderServer;
beforeEach(async () => {
  server = await startProviderServer(komoju);
});
afterEach(() => server.close());

const others = { listedAt: at, records: [] };

async function lookUp(changes: Partial<OperationRecord> = {}) {
  const { context, clock, reported } = lookupsAt(server);
  let listed = 0;
  const open = openWith({ id, resource: 'komoju#pay1', ...changes });
  const lookup = await lookUpObject({ ...context, now: clock.now }, open, () => {
    listed += 1;
    return Promise.resolve(others);
  });
  return { lookup, reported, listed };
}

const refunding: Partial<OperationRecord> = { operation: 'komoju.payment.refund' };
const deleting: Partial<OperationRecord> = {
  operation: 'komoju.customer.delete',
  resource: 'komoju#cus1',
};

describe('a lookup of an object', () => {
  test('is dated when it begins, and names the account that it looked into', async () => {
    const { context, clock } = lookupsAt(server);
    server.answerWith(() => {
      clock.advance(minuteMs);
      return { body: payment };
    });

    const lookup = await lookUpObject(context, openWith({ resource: 'komoju#pay1' }), () =>
      Promise.resolve(undefined),
    );

    expect(lookup).toMatchObject({ at, account: 'main' });
    expect(server.received.map(({ pathname }) => pathname)).toEqual(['/api/v1/payments/pay1']);
  });

  test('shows what carries the operation’s reference, with the answer that tells of it', async () => {
    const body = { ...payment, refunds: [refund] };
    server.answerWith(() => ({ body }));

    expect((await lookUp(refunding)).lookup).toMatchObject({
      observed: [{ answer: { status: 200, body: JSON.stringify(body) }, object: { id: 'ref1' } }],
      couldBe: [],
    });
  });

  test('shows what could be the operation’s doing, and reports that it carries no reference', async () => {
    server.answerWith(() => ({
      body: { ...payment, refunds: [{ ...refund, description: null }] },
    }));

    const { lookup, reported } = await lookUp(refunding);

    expect(lookup).toMatchObject({ observed: [], couldBe: [{ object: { id: 'ref1' } }] });
    expect(reported).toEqual([['object_not_read', 'carries_no_reference', id]]);
  });

  test('tells that an object is gone as its deletion would have been answered', async () => {
    server.answerWith(() => errorWith('not_found', 404));

    expect((await lookUp(deleting)).lookup).toMatchObject({
      observed: [
        {
          answer: { status: 200, body: expect.stringContaining('"source":null') },
          object: { id: 'cus1' },
        },
      ],
    });
  });

  test.each<[string, object, Partial<OperationRecord>, string]>([
    ['a proxy’s 404', { status: 404, body: '' }, deleting, 'not_read'],
    ['an error', { status: 500, body: '' }, refunding, 'not_read'],
    ['no refunds', { body: { ...payment, refunds: undefined } }, refunding, 'refunds'],
    ['no time', { body: { ...payment, captured_at: 'noon' } }, {}, 'captured_at'],
  ])('shows nothing, and reports that, where it gets %s', async (_, answer, changes, why) => {
    server.answerWith(() => answer as { body: unknown });

    const { lookup, reported } = await lookUp(changes);

    expect(lookup).toBeUndefined();
    expect(reported).toEqual([['object_not_read', why, id]]);
  });
});

describe('who else may have caused a state', () => {
  const observedAt = at;

  test.each<[string, number, Partial<OperationRecord>, object]>([
    ['is asked where it was observed before', 1, { observedAt }, {}],
    ['is not asked the first time', 0, {}, {}],
    ['is not asked where it is not observed any more', 0, { observedAt }, { captured_at: null }],
    [
      'is not asked where a reference tells',
      0,
      { observedAt, ...refunding },
      { refunds: [refund] },
    ],
  ])('%s', async (_, times, changes, shown) => {
    const status = 'captured_at' in shown ? 'authorized' : 'captured';
    server.answerWith(() => ({ body: { ...payment, status, ...shown } }));

    const { lookup, listed } = await lookUp(changes);

    expect(listed).toBe(times);
    expect(lookup?.others).toEqual(times === 1 ? others : undefined);
  });
});
