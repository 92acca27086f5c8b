import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { hourMs } from '../../functions/platform/clock.ts';
import type { LocalReply } from '../support/local.ts';
import { links } from '../support/mutation-requests.ts';
import { askProvider } from '../load/maker.ts';
import { haveLink, makeAtCoiney } from './links.ts';
import { card, customers, havePayment, newKey, payments, shown } from './orders.ts';
import { operationOf, startSystem, tableOf, type System } from './system.ts';

/* What providers have and what is on record are compared: every way in which they may differ is found and told. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
  await reconciled();
}, 60_000);
afterEach(async () => {
  await local.clearFaults();
  await local.sandbox('POST', 'list', { mode: 'true' });
});
afterAll(() => local.close());

type Found = { readonly finding: string; readonly operationId?: string; readonly object?: string };

const linesSince = (count: number): Found[] =>
  local.log
    .slice(count)
    .filter((line) => /"gateway\.reconcile".*"finding"/.test(line))
    .map((line) => JSON.parse(line) as Found);

/** A run when all of that has taken effect and is listed: what it found, as it logged it. */
async function reconciled(afterMs = 2 * hourMs): Promise<readonly Found[]> {
  await local.advanceClock(afterMs);
  const before = local.log.length;
  const counts = await local.runs('gateway.reconcile');
  const found = linesSince(before);
  expect(counts['findings']).toBe(found.length);
  return found;
}

const kindsOf = (found: readonly Found[]): string[] => found.map(({ finding }) => finding);

const order = { amount: 1000, currency: 'JPY', payment_details: card };

/** Makes a payment at KOMOJU itself, past the gateway. */
const madeAtKomoju = async (changes: object = {}): Promise<{ id: string }> =>
  (await askProvider(local.simulatorUrl, `POST ${payments}`, { ...order, ...changes })) as {
    id: string;
  };

const referenced = (operation: string): object => ({ metadata: { gateway_operation: operation } });

/** A create whose request never arrived. */
async function lost(): Promise<string> {
  await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_before_accept' });
  return operationOf(await local.call('POST', payments, { body: order, idempotencyKey: newKey() }));
}

/** A create that KOMOJU answers with `told`, while `made` is what it has. */
async function answeredWith(result: object, made: object): Promise<LocalReply> {
  const sent = { body: order, idempotencyKey: newKey() };
  // A refused connection is undone, and tells the operation's id.
  await local.fault({ kind: 'refuse_connection', match: 'POST /api/v1/payments' });
  const id = operationOf(await local.call('POST', payments, sent));
  const payment = await madeAtKomoju({ ...made, ...referenced(id) });
  const body = { ...payment, ...result };
  await local.fault({ match: 'POST /api/v1/payments', kind: 'status', status: 200, body });
  return local.call('POST', payments, sent);
}

const stateOf = async (id: string): Promise<string | undefined> =>
  (await local.item(id))?.['st']?.S;

test('nothing is found where all is as it should be, whatever has become of it since', async () => {
  const payment = await havePayment(local, { capture: false });
  const idempotencyKey = newKey();
  await local.call('POST', `${payments}/${payment.id}/capture`, { idempotencyKey });
  await local.call('POST', `${payments}/${payment.id}/refund`, {
    body: { amount: 400 },
    idempotencyKey,
  });
  const disputed = await havePayment(local);
  await local.sandbox('POST', `komoju/payments/${disputed.id}/chargeback`);
  const cancelled = await havePayment(local, { capture: false });
  await local.call('POST', `${payments}/${cancelled.id}/cancel`, { idempotencyKey });
  const part = await havePayment(local, { capture: false });
  await local.call('POST', `${payments}/${part.id}/capture`, {
    body: { amount: 300 },
    idempotencyKey: newKey(),
  });
  const body = { payment_details: card };
  const customer = shown(await local.call('POST', customers, { body, idempotencyKey }));
  await local.call('DELETE', `${customers}/${customer.id}`, { idempotencyKey });
  await local.sandbox('POST', `coiney/payments/${(await haveLink(local)).id}/pay`);

  expect(await reconciled()).toEqual([]);
}, 30_000);

describe('what is found', () => {
  test('an object that was made past the gateway', async () => {
    const { id } = await madeAtKomoju();
    const link = await makeAtCoiney(local, {});
    const operation = 'op_00000000000000000000000000';
    const unknown = await madeAtKomoju(referenced(operation));

    const found = await reconciled();

    expect(found).toHaveLength(3);
    expect(found).toContainEqual(
      expect.objectContaining({ finding: 'object_without_record', object: id }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({ finding: 'object_without_record', object: link.id }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({
        finding: 'object_without_record',
        object: unknown.id,
        operationId: operation,
      }),
    );
  });

  test('a refund that was made past the gateway', async () => {
    const { id } = await havePayment(local);
    await local.advanceClock(60_000);
    await local.sandbox('POST', `komoju/payments/${id}/refund`, { amount: 400 });

    expect(kindsOf(await reconciled())).toEqual(['object_without_record']);
  });

  test('a record whose object is gone, or whose effect is', async () => {
    const body = { payment_details: card };
    const made = await local.call('POST', customers, { body, idempotencyKey: newKey() });
    await askProvider(local.simulatorUrl, `DELETE ${customers}/${shown(made).id}`);

    expect(await reconciled()).toEqual([
      expect.objectContaining({
        finding: 'record_without_object',
        operationId: operationOf(made),
        object: shown(made).id,
      }),
    ]);
  });

  test('an answer that was never true', async () => {
    const { id } = await havePayment(local, { capture: false });
    const match = `POST /api/v1/payments/${id}/capture`;
    const body = { id, status: 'captured', amount: 1000, currency: 'JPY' };
    await local.fault({ match, kind: 'status', status: 200, body });
    const path = `${payments}/${id}/capture`;
    const reply = await local.call('POST', path, { idempotencyKey: newKey() });

    expect(reply.status).toBe(200);
    expect(await reconciled()).toEqual([
      expect.objectContaining({
        finding: 'record_without_object',
        operationId: operationOf(reply),
        object: id,
      }),
    ]);
  });

  test('an operation on record as not executed that was: too late for the assumption, too', async () => {
    const id = await lost();
    await local.advanceClock(24 * hourMs);
    await local.runs('gateway.recover');
    await local.advanceClock(11 * 60_000);
    await local.runs('gateway.recover');
    expect(await stateOf(id)).toBe('FAILED');
    await madeAtKomoju(referenced(id));

    expect(kindsOf(await reconciled()).sort()).toEqual(['failed_but_executed', 'late_effect']);
  });

  test('an effect later than any request may have one; its operation is ended all the same', async () => {
    const id = await lost();
    await local.advanceClock(3 * hourMs);
    await madeAtKomoju(referenced(id));

    expect(kindsOf(await reconciled())).toEqual(['late_effect']);
    expect(await stateOf(id)).toBe('SUCCEEDED');
  });

  test('a second object of one operation', async () => {
    const made = await local.call('POST', links, {
      body: { amount: 1000, currency: 'jpy', method: 'creditcard' },
      idempotencyKey: newKey(),
    });
    const second = await makeAtCoiney(local, { gateway_operation: operationOf(made) });

    expect(await reconciled()).toEqual([
      expect.objectContaining({
        finding: 'second_object',
        operationId: operationOf(made),
        object: second.id,
      }),
    ]);
  });

  test('another amount than was answered', async () => {
    const reply = await answeredWith({ amount: 1000 }, { amount: 5000 });

    expect(reply.status).toBe(200);
    expect(kindsOf(await reconciled())).toEqual(['amount_differs']);
  });

  test('a state that cannot follow the one that was answered', async () => {
    const reply = await answeredWith({ status: 'captured' }, { capture: false });

    expect(reply.status).toBe(200);
    expect(kindsOf(await reconciled())).toEqual(['state_differs']);
  });

  test('an object that contradicts its open operation: neither is believed', async () => {
    const id = await lost();
    await madeAtKomoju({ amount: 5000, ...referenced(id) });

    expect(kindsOf(await reconciled())).toEqual(['contradiction']);
    expect(await stateOf(id)).toBe('PENDING');
  });

  test('an object of an operation that was never sent, as its record has it', async () => {
    await local.fault({ on: 'komoju', kind: 'refuse_connection', match: 'POST /api/v1/payments' });
    const sent = { body: order, idempotencyKey: newKey() };
    const id = operationOf(await local.call('POST', payments, sent));
    await madeAtKomoju(referenced(id));

    expect(kindsOf(await reconciled(26 * hourMs))).toEqual(['contradiction']);
    expect(await stateOf(id)).toBe('PENDING');
  });

  test('a record of a version that nobody here can read', async () => {
    const made = await local.call('POST', payments, { body: order, idempotencyKey: newKey() });
    await local.setAttribute(operationOf(made), 'v', { N: '99' });

    expect(kindsOf(await reconciled())).toEqual(['unreadable']);
  });

  test('an object of which the provider does not say how it stands', async () => {
    const { id } = await havePayment(local);
    // What is in the list is not read once more.
    await reconciled();
    await local.call('POST', `${payments}/${id}/refund`, { idempotencyKey: newKey() });
    const match = `GET /api/v1/payments/${id}`;
    await local.fault({ match, kind: 'status', status: 503, body: {} });

    expect(await reconciled()).toEqual([
      expect.objectContaining({ finding: 'object_not_read', object: id }),
    ]);
  });

  test.each(['ignore_filter', 'lose_page'])(
    'a list that lies (%s): what it should have shown is reconciled when it tells the truth again',
    async (mode) => {
      const { id } = await madeAtKomoju();
      await local.sandbox('POST', 'list', { mode });

      const lying = kindsOf(await reconciled());
      await local.sandbox('POST', 'list', { mode: 'true' });
      const true_ = await reconciled(0);

      expect(lying).toContain('list_not_read');
      expect(lying).not.toContain('object_without_record');
      expect(true_).toEqual([
        expect.objectContaining({ finding: 'object_without_record', object: id }),
      ]);
    },
  );
});

test('what was found is on report, for whoever reads it later', async () => {
  const { id } = await madeAtKomoju();
  await reconciled();
  const { client, TableName } = await tableOf(local);
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  client.destroy();

  const reports = Items.filter(({ pk }) => pk?.S?.startsWith('RECONCILIATION#') === true);
  const last = reports.sort((one, other) =>
    (one['sk']?.S ?? '').localeCompare(other['sk']?.S ?? ''),
  );
  expect(last.at(-1)).toMatchObject({
    counts: { M: { objects: { N: '1' }, records: { N: '0' }, findings: { N: '1' } } },
    findings: { L: [{ M: { finding: { S: 'object_without_record' }, object: { S: id } } }] },
  });
});

test('an open operation is ended on the way', async () => {
  await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept' });
  const reply = await local.call('POST', payments, { body: order, idempotencyKey: newKey() });
  expect(await stateOf(operationOf(reply))).toBe('PENDING');

  expect(await reconciled()).toEqual([]);
  expect(await stateOf(operationOf(reply))).toBe('SUCCEEDED');
});
