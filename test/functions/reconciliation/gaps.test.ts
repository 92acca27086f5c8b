import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { after, hourMs } from '../../../functions/platform/clock.ts';
import { succeed } from '../../../functions/ledger/transitions.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { reconcile } from '../../../functions/reconciliation/reconcile.ts';
import { at, completionWith, recordWith } from '../../support/records.ts';
import { errorWith, pageOf, paymentAt, written } from '../../support/reads/komoju-objects.ts';
import type { TestAnswer } from '../../support/reads/provider-server.ts';
import {
  from,
  operationId,
  startReconciliation,
  type TestReconciliation,
} from '../../support/reads/reconciliation.ts';

/* What a reconciliation that cannot read a part does: it says so, and comes again. */

let tried: TestReconciliation;
let server: TestReconciliation['server'];
let recovery: TestReconciliation['recovery'];
beforeEach(async () => {
  tried = await startReconciliation();
  ({ server, recovery } = tried);
});
afterEach(() => tried.close());

/** Reconciles one hour, in which the beginning is. Gives what was found, and whether it is done with that. */
async function reconciled() {
  const { store } = tried;
  await store.advance('komoju', { upTo: from });
  await reconcile(recovery.context, store);
  const found = recovery.reported.map(([finding, why]) =>
    why === undefined ? finding : `${finding} ${why}`,
  );
  return { found, isDone: (await store.cursor('komoju'))?.upTo !== from };
}

/** Answers with these payments as its list, and with this where one is read. */
function answerWith(payments: readonly unknown[], one: TestAnswer, changes: object = {}): void {
  server.answerWith((url) => {
    if (url.pathname.endsWith('/customers')) return pageOf(url, [[]]);
    return url.search === '' ? one : pageOf(url, [payments], changes);
  });
}

async function completed(
  changes: Partial<OperationRecord>,
  { object }: { object?: string | undefined } = { object: 'pay1' },
): Promise<OperationRecord> {
  const record = recordWith({ id: operationId, ...changes });
  const completion = completionWith('{}');
  const result = { ...completion.result, object };
  await recovery.context.store.put(record);
  await recovery.context.store.update(record.id, succeed(record, { ...completion, result }, at));
  return record;
}

const gone = errorWith('not_found', 404);
const payment = paymentAt({ id: 'pay1', at });
const creating: Partial<OperationRecord> = { operation: 'komoju.payment.create' };
const capturing: Partial<OperationRecord> = { resource: 'komoju#pay1', resourceAt: at };
const refund = {
  id: 'ref1',
  amount: 1,
  currency: 'JPY',
  description: null,
  created_at: written(at + 1000),
};
const ours = { ...refund, amount: 1000, description: `[${operationId}]` };
const undescribed = { ...ours, description: null };

describe('a list', () => {
  test('that holds nothing is done with', async () => {
    answerWith([], gone);

    expect(await reconciled()).toEqual({ found: [], isDone: true });
  });

  test('is gone through to its parts', async () => {
    answerWith([paymentAt({ id: 'pay1', at }, { refunds: [refund] })], gone);

    expect(await reconciled()).toEqual({
      found: ['object_without_record', 'object_without_record'],
      isDone: true,
    });
  });

  test.each<[string, object, object]>([
    ['parts cannot be read', { refunds: null }, {}],
    ['end cannot be read', {}, { total: 2 }],
  ])('of which %s comes again', async (_, changes, page) => {
    answerWith([paymentAt({ id: 'pay1', at }, changes)], gone, page);

    expect(await reconciled()).toEqual({
      found: ['list_not_read komoju.payment.create: not_read'],
      isDone: false,
    });
  });
});

describe('a success on record', () => {
  test.each<[string, Partial<OperationRecord>, TestAnswer, readonly string[]]>([
    ['whose object is there', creating, { body: payment }, []],
    ['whose object is gone', creating, gone, ['record_without_object']],
    [
      'of whose object the provider does not say',
      creating,
      { status: 404, body: '' },
      ['object_not_read not_read'],
    ],
    ['whose effect is there', capturing, { body: payment }, []],
    [
      'whose effect is gone',
      capturing,
      { body: { ...payment, status: 'authorized', captured_at: null } },
      ['record_without_object'],
    ],
    [
      'whose effect may be another part of what was authorized',
      capturing,
      { body: { ...payment, amount: 400, refunds: [refund] } },
      [],
    ],
    [
      'whose effect cannot be told',
      capturing,
      { body: { ...payment, captured_at: undefined } },
      ['object_not_read captured_at'],
    ],
  ])('%s', async (_, changes, answer, found) => {
    await completed(changes);
    answerWith([], answer);

    expect((await reconciled()).found).toEqual(found);
  });

  test.each<[string, readonly object[], string | undefined, readonly string[]]>([
    ['is there', [ours], undefined, []],
    ['is there, and another', [ours, { ...ours, id: 'ref2' }], undefined, ['second_object']],
    ['may be there', [undescribed], undefined, []],
    ['may be there by its id', [undescribed], 'ref1', []],
    ['is not there by its id', [undescribed], 'ref0', ['record_without_object']],
    ['is not there', [], undefined, ['record_without_object']],
  ])('whose refund %s', async (_, refunds, object, found) => {
    await completed({ ...capturing, operation: 'komoju.payment.refund' }, { object });
    answerWith([], { body: { ...payment, refunds } });

    expect((await reconciled()).found).toEqual(found);
  });

  test('whose object was deleted since is as it should be', async () => {
    const creation = { operation: 'komoju.customer.create' };
    const deletion = { operation: 'komoju.customer.delete', resource: 'komoju#pay1' };
    await completed({ ...creation, id: 'op_created' });
    const deleted = recordWith({ ...deletion, resourceAt: at, lastAt: at });
    await recovery.context.store.put(deleted);
    await recovery.context.store.update(
      deleted.id,
      succeed(deleted, { ...completionWith(''), resource: 'komoju#pay1' }, after(at, -2 * hourMs)),
    );
    answerWith([], gone);

    expect((await reconciled()).found).toEqual([]);
  });
});
