import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { inboxStore } from '../../../functions/inbox/inbox-store.ts';
import { paymentOutgoing } from '../../../functions/inbox/payment/outgoing.ts';
import type { PaymentFinding } from '../../../functions/inbox/payment/record.ts';
import { at } from '../../support/records.ts';
import { startTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startTable();
});
afterEach(() => {
  table.faults.clear();
});
afterAll(() => table.close());

const findingOf = (object: string): PaymentFinding => ({
  ...{ finding: 'chargeback', provider: 'komoju', object, payment: 'pay1', at, by: 'run 1' },
});

async function itemOf(pk: string, sk: string) {
  const Key = marshall({ pk, sk });
  const read = new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true });
  return (await table.client.send(read)).Item;
}

test('a finding is new once', async () => {
  const inbox = inboxStore(table.client, table.name);

  expect(await inbox.note(findingOf('bank1'))).toBe(true);
  expect(await inbox.note(findingOf('bank1'))).toBe(false);
});

test('a finding is new to the one who kept it, though the table’s answer was lost', async () => {
  const inbox = inboxStore(table.client, table.name);
  table.faults.add({ on: 'table', kind: 'drop_after_accept', match: 'UpdateItem' });

  expect(await inbox.note(findingOf('bank2'))).toBe(true);
  expect(await inbox.note(findingOf('bank2'))).toBe(false);
});

test('a finding that another one kept is not new, though the table’s answer was lost', async () => {
  const inbox = inboxStore(table.client, table.name);
  await inbox.note({ ...findingOf('bank3'), by: 'run 2' });
  // The first try is lost; the second meets the finding of the other.
  table.faults.add({ on: 'table', kind: 'drop_before_accept', match: 'UpdateItem' });

  expect(await inbox.note(findingOf('bank3'))).toBe(false);
});

test.each([
  ['order_paid_twice', 'order.paid_twice', { order: 'x1', object: '', payment: 'pay1' }],
  ['chargeback', 'chargeback.opened', { object: 'x1', order: '', payment: 'pay1' }],
  ['late_money', 'finding', { object: 'x1', order: '', finding: 'late_money' }],
])('a finding goes out: %s as %s', async (finding, type, members) => {
  await inboxStore(table.client, table.name).note({ ...findingOf('x1'), finding });
  const item = await itemOf(`FINDING#${finding}#komoju#x1`, 'FINDING');

  expect(unmarshall(item ?? {})['out']).toMatchObject({ type, revision: '1', ...members });
});

test('a change of a payment goes out once: what is written after it takes it away', async () => {
  const inbox = inboxStore(table.client, table.name);
  const view = { id: 'pay9', state: 'captured', amount: 900, total: 1000, currency: 'JPY', at };
  const record = { revision: 1, view, hasEnded: false, polls: 0, changedAt: at };
  const goesOut = paymentOutgoing('komoju', record, undefined);
  const outOf = async () => (await itemOf('PAY#komoju#pay9', 'PAYMENT'))?.['out'];

  await inbox.write('komoju', record, { at, goesOut });
  expect(unmarshall({ out: (await outOf()) ?? { NULL: true } })['out']).toMatchObject({
    ...{ type: 'payment.changed', subject: 'komoju/pay9', revision: '1', payment: 'pay9' },
    ...{ state: 'captured', previous: '', amount: '1000', refunded: '0' },
  });

  await inbox.write('komoju', { ...record, revision: 2, polls: 1 }, { at });
  expect(await outOf()).toEqual({ NULL: true });
});

test('no card’s number goes out, whatever an order is called', () => {
  const view = { id: 'p', state: 'captured', amount: 1, total: 1, currency: 'JPY', at };
  const record = { revision: 1, view: { ...view, order: '4111111111111111' }, hasEnded: false };
  const event = paymentOutgoing('komoju', { ...record, polls: 0, changedAt: at }, undefined);

  expect(event.order).not.toContain('4111111111111111');
});

test('an event that is put off is kept with why', async () => {
  const inbox = inboxStore(table.client, table.name);
  const event = { id: 'evt-off', type: 'payment.captured', payment: 'pay1', at };
  const times = { receivedAt: at, tries: 0 };
  const record = {
    provider: 'komoju',
    event,
    cause: 'webhook',
    state: 'received',
    ...times,
  } as const;
  await inbox.receive(record, at);
  expect((await inbox.event('komoju', 'evt-off'))?.why).toBeUndefined();
  await inbox.putOff({ ...record, why: 'behind' }, at);

  expect(await inbox.event('komoju', 'evt-off')).toMatchObject({ tries: 1, why: 'behind' });
});
