import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { hourMs, minuteMs } from '../../functions/platform/clock.ts';
import { eraseOne } from '../../lib/cli/erase/erase.ts';
import { findOperation } from '../../lib/cli/open-operations.ts';
import { localTarget } from '../../lib/cli/targets.ts';
import { operations, type Ended } from './gateway-command.ts';
import { newKey, payments, shown } from './orders.ts';
import { itemsWith, kinds, make, newPerson, type Kind, type Made } from './people.ts';
import { startSystem, tableOf, type System } from './system.ts';

/* A person asks that their data be erased. Nothing of it stays in the table, and nothing is charged again for it. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
  await local.sandbox('POST', 'webhooks/release', { order: 'created' });
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

const erase = (...words: readonly string[]): Promise<Ended> => operations(local, 'erase', ...words);

/** What everybody may still see: the history of a payment, and the view of its order. */
async function viewsOf(made: readonly Made[]): Promise<string[]> {
  const bodies = made.map(
    ({ reply }) => reply.json as { id?: string; external_order_num?: string | null },
  );
  const paths = bodies.flatMap(({ id, external_order_num: order }) => [
    ...['komoju', 'coiney'].map((provider) => `${provider}/payments/${String(id)}/history`),
    ...(typeof order === 'string' ? [`komoju/orders/${encodeURIComponent(order)}`] : []),
  ]);
  const replies = await Promise.all(paths.map((path) => local.call('GET', `/gateway/v1/${path}`)));
  return replies.map(({ body }) => body);
}

const codeOf = ({ json }: Made['reply']): unknown =>
  (json as { error?: { code: string }; code?: string }).error?.code ?? json['code'];

describe.each(Object.keys(kinds) as Kind[])('%s', (kind) => {
  test('is erased wholly, told as erased, and charged once', async () => {
    const person = newPerson();
    const { subject, made } = await kinds[kind](local, person);
    await local.sandbox('POST', 'webhooks/wait');
    const views = await viewsOf(made);
    const before = await itemsWith(local, person);

    const looked = await erase(...subject);
    const unchanged = await itemsWith(local, person);
    const erased = await erase(...subject, '--yes');

    expect(before).toEqual(
      expect.arrayContaining(made.slice(0, 1).map(({ id }) => `${id} OPERATION`)),
    );
    expect([looked.code, unchanged]).toEqual([0, before]);
    expect(looked.out).toContain('Nothing has been written: add --yes to do it.');
    expect(erased.code).toBe(0);
    for (const { id } of made) expect(erased.out).toMatch(new RegExp(`^${id} .*  erased$`, 'm'));
    expect(erased.out.includes(person.name)).toBe(false);
    expect(await itemsWith(local, person)).toEqual([]);

    const sent = (await local.requests()).length;
    const replays = await Promise.all(made.map(({ again }) => again()));
    expect(replays.map((reply) => [reply.status, codeOf(reply)])).toEqual(
      made.map(() => [410, 'result_erased']),
    );
    expect((await local.requests()).length).toBe(sent);
    expect(await viewsOf(made)).toEqual(views);
    expect((await made[0]?.again(newKey()))?.status).toBeLessThan(300);

    const twice = await erase(...subject, '--yes');
    expect([twice.code, twice.out]).toEqual([0, expect.stringContaining('no answer is kept')]);
  }, 30_000);
});

const cash = (): Promise<Made> =>
  make(local, ['POST', payments], {
    ...{ amount: 1000, currency: 'JPY', description: newPerson().name },
    payment_details: { type: 'konbini', store: 'lawson', email: newPerson().email },
  });
const idOf = ({ reply }: Made): string => shown(reply).id;

test('of others nothing is erased, also where a payment is of the same order or customer', async () => {
  const [one, other] = [await cash(), await cash()];

  await erase('--payment', idOf(one), '--yes');

  expect((await one.again()).status).toBe(410);
  expect((await other.again()).body).toBe(other.reply.body);
});

test('a word of an answer is no id: nothing is erased for it', async () => {
  const one = await cash();

  const ended = await erase('--customer', 'konbini', '--yes');

  expect([ended.code, ended.out]).toEqual([0, 'No operation of customer konbini is on record.']);
  expect((await one.again()).status).toBe(200);
});

test('what is open is not erased: it says so, and how it is done later', async () => {
  const one = await cash();
  await local.sandbox('POST', `komoju/payments/${idOf(one)}/pay`);
  const refund = { body: { amount: 400 }, idempotencyKey: newKey() };
  await local.sandbox('POST', 'webhooks/wait');
  await local.sandbox('POST', 'webhooks/hold');
  await local.fault({ match: 'POST /api/v1/payments/*/refund', kind: 'drop_after_accept' });
  const path = `${payments}/${idOf(one)}/refund`;
  const id = (await local.call('POST', path, refund)).headers.get('x-operation-id') ?? '';
  const before = await local.item(id);

  const first = await erase('--payment', idOf(one), '--yes');
  expect(first.code).toBe(1);
  expect(first.out).toMatch(new RegExp(`^${id} .*NOT ERASED: its outcome is not known`, 'm'));
  expect(first.error).toContain(`operations erase --operation ${id}`);
  expect(await local.item(id)).toEqual(before);
  expect((await one.again()).status).toBe(410);

  await local.sandbox('POST', 'webhooks/release', { order: 'created' });
  await local.advanceClock(10 * minuteMs);
  await local.runs('gateway.recover');
  expect((await local.item(id))?.['st']?.S).toBe('SUCCEEDED');
  const later = await erase('--operation', id, '--yes', '--json');
  expect(JSON.parse(later.out)).toEqual({
    ...{ kind: 'operation', id, written: true },
    operations: [{ id, operation: 'komoju.payment.refund', state: 'succeeded', answer: 'erased' }],
  });
  expect((await local.call('POST', path, refund)).status).toBe(410);
  expect(await local.applied(id)).toBe(1);
});

test('a lost answer of the table is read again, and told as what it was', async () => {
  const one = await cash();
  await local.fault({ on: 'table', match: 'UpdateItem', kind: 'drop_after_accept' });

  const ended = await erase('--payment', idOf(one), '--yes');

  expect([ended.code, ended.out]).toEqual([0, expect.stringContaining('1 answer of payment')]);
});

test('a record of another version is left to that one', async () => {
  const one = await cash();
  await local.setAttribute(one.id, 'v', { N: '4' });

  const ended = await erase('--payment', idOf(one), '--yes');

  expect([ended.code, ended.out]).toEqual([1, expect.stringContaining('NOT ERASED: written by')]);
  expect((await local.item(one.id))?.['body']?.S).toBe(one.reply.body);
  await local.setAttribute(one.id, 'v', { N: '3' });
});

test('a customer is found on every page of a large table, and a person hears how far it is', async () => {
  const { client, TableName } = await tableOf(local);
  const body = { S: JSON.stringify({ id: 'big', customer: 'another', note: 'x'.repeat(190_000) }) };
  for (let count = 0; count < 14; count += 1) {
    const Item = { pk: { S: `op_big${String(count)}` }, sk: { S: 'OPERATION' }, body };
    await client.send(new PutItemCommand({ TableName, Item }));
  }
  client.destroy();
  const person = newPerson();
  const { subject, made } = await kinds['a customer and its payment'](local, person);

  const { code, out, error } = await erase(...subject, '--yes', '--json');

  expect(code).toBe(0);
  const told = error.match(/^\d+ items looked through/gm) ?? [];
  expect(told.length).toBeGreaterThan(1);
  expect((JSON.parse(out) as { operations: object[] }).operations).toHaveLength(made.length);
  expect(await itemsWith(local, person)).toEqual([]);
  for (let count = 0; count < 14; count += 1) await local.expire(`op_big${String(count)}`);
});

test('what leads to the others is erased last: whoever is interrupted finds them again', async () => {
  const { subject, made } = await kinds['a customer and its payment'](local, newPerson());
  const [, , paid, refunded] = made;
  // As an answer that names the payment and not its customer.
  await local.setAttribute(refunded?.id ?? '', 'body', { S: '{"id":"r1"}' });

  const { out } = await erase(...subject, '--json');

  const ids = (JSON.parse(out) as { operations: { id: string }[] }).operations.map(({ id }) => id);
  expect(ids).toContain(refunded?.id);
  expect(ids.indexOf(refunded?.id ?? '')).toBeLessThan(ids.indexOf(paid?.id ?? ''));
});

test('the record says when its answer was erased, and who looks at it sees the rest', async () => {
  const one = await cash();
  await erase('--payment', idOf(one), '--yes');

  const shownHere = await operations(local, 'show', one.id);
  const asked = await local.call('GET', `/gateway/v1/operations/${one.id}`);

  expect(shownHere.out).toMatch(/^answer erased +\S+Z$/m);
  expect(asked.json).toMatchObject({
    object: idOf(one),
    retry: 'do_not_repeat',
    result: { body: null },
  });
});

test('recovery, catching up and reconciliation find nothing wrong with what was erased', async () => {
  await local.advanceClock(2 * hourMs);

  const counts = [
    await local.runs('gateway.recover'),
    await local.runs('gateway.catch-up'),
    await local.runs('gateway.reconcile'),
  ];

  expect(counts.map(({ findings }) => findings)).toEqual([0, expect.anything(), 0]);
});

test('what has changed between read and write is refused, and nothing of it is lost', async () => {
  const one = await cash();
  const target = await localTarget(local.simulatorUrl);
  const seen = await findOperation(target.ledger, one.id);
  // Its 90 days are over, and the key is used anew.
  await local.expire(one.id);
  await local.advanceClock(25 * hourMs);
  const next = await one.again();

  const { fate } = await eraseOne(target, seen ?? { id: '', record: 'unreadable' }, true);
  target.ledger.client.destroy();

  expect(fate).toBe('changed');
  expect(next.status).toBe(200);
  expect((await one.again()).body).toBe(next.body);
});

test('what expired between read and write is not made again', async () => {
  const one = await cash();
  const target = await localTarget(local.simulatorUrl);
  const seen = await findOperation(target.ledger, one.id);
  await local.expire(one.id);

  const { fate } = await eraseOne(target, seen ?? { id: '', record: 'unreadable' }, true);
  target.ledger.client.destroy();

  expect(fate).toBe('changed');
  expect(await local.item(one.id)).toBeUndefined();
});

describe('a command that cannot be done', () => {
  test.each([
    [[], /^Of what is it to be erased\?/],
    [['--payment', 'a', '--customer', 'b'], /^Of what is it to be erased\?/],
    [['--payment', ''], /^--payment must be an id/],
    [['--customer', 'a b'], /^--customer must be an id/],
  ])('%j', async (words, line) => {
    const { code, out, error } = await erase(...words, '--yes');

    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(line);
  });
});
