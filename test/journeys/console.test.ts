import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keyHeader } from '../../lib/console/api/about.ts';
import { localGateway } from '../../lib/console/reading/gateway.ts';
import { startConsole } from '../../lib/console/server/console.ts';
import { gateway } from './gateway-command.ts';
import { havePayment, newKey, payments } from './orders.ts';
import { outputsOf, startStacks } from './stacks.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* The console's server over a running system: what its pages are answered, and what they may write. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

type Answer = { readonly status: number; readonly value: Record<string, unknown> };

/** Asks as a page does that was opened with the printed address. */
async function ask(url: string, path: string, body?: object): Promise<Answer> {
  const [origin = '', key = ''] = url.split('/#');
  const response = await fetch(`${origin}/api/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { [keyHeader]: key },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, value: (await response.json()) as Answer['value'] };
}

describe('a decision', () => {
  let url: string;
  let close: () => Promise<void>;
  let id: string;
  let payment: string;
  beforeAll(async () => {
    const served = await startConsole(() => Promise.resolve(localGateway(local.simulatorUrl)), 0);
    ({ url, close } = served);
    payment = (await havePayment(local)).id;
    await local.fault({ match: 'PATCH /api/v1/payments/*', kind: 'drop_after_accept' });
    const call = { body: { description: 'Gift' }, idempotencyKey: newKey() };
    id = operationOf(await local.call('PATCH', `${payments}/${payment}`, call));
  });
  afterAll(() => close());

  const decide = (changes: object = {}): Promise<Answer> =>
    ask(url, `operation/decision?id=${id}`, {
      ...{ object: payment, notExecuted: false, reason: 'Seen there.', actor: 'Hanako' },
      ...changes,
    });
  const stateOf = async (): Promise<unknown> => (await local.item(id))?.['st']?.S;

  test('that nothing was executed is refused as long as it may still be', async () => {
    const { status, value } = await decide({ object: undefined, notExecuted: true });

    expect(status).toBe(409);
    expect(value['error']).toMatch(
      /may still be executed\. “Nothing of it was executed” is accepted from \d{4}-/,
    );
    expect(await stateOf()).toBe('PENDING');
  });

  test.each([
    ['of both', { notExecuted: true }],
    ['of neither', { object: undefined }],
    ['without a reason', { reason: ' ' }],
    ['with a card number', { reason: 'It was 4111 1111 1111 1111.' }],
    ['about another payment', { object: 'pay_of_somebody_else' }],
  ])('%s is refused', async (_, changes) => {
    expect((await decide(changes)).status).toBe(409);
    expect(await stateOf()).toBe('PENDING');
  });

  test('with members that no page sends is not understood', async () => {
    expect((await decide({ yes: true })).status).toBe(400);
  });

  test('is written after a preview that another look confirms, and by nothing else', async () => {
    const first = await decide();
    expect(first).toMatchObject({
      status: 200,
      value: {
        isWritten: false,
        preview: { isExecuted: true, object: payment, actor: 'Hanako', reason: 'Seen there.' },
      },
    });
    expect(await stateOf()).toBe('PENDING');

    const other = await decide({ seen: first.value['seen'], actor: 'Taro' });
    expect(other.status).toBe(409);
    expect(other.value['error']).toContain('Nothing was written');
    expect(await stateOf()).toBe('PENDING');

    const second = await decide({ seen: first.value['seen'] });
    expect(second).toMatchObject({ status: 200, value: { isWritten: true } });
    expect(await local.item(id)).toMatchObject({
      st: { S: 'SUCCEEDED' },
      by: { M: { actor: { S: 'Hanako' }, reason: { S: 'Seen there.' } } },
    });
  });
});

test('a check reads at the provider and writes nothing', async () => {
  const { url, close } = await startConsole(
    () => Promise.resolve(localGateway(local.simulatorUrl)),
    0,
  );
  const { id } = await havePayment(local, { metadata: { note: '<b>Taro</b>' } });
  const writes = { ...local.tableCalls };
  const { value } = await ask(url, `payment/check?provider=komoju&id=${id}`, {});

  expect(value).toMatchObject({ found: 'shown', state: 'captured', total: 1100, currency: 'JPY' });
  expect(value['metadata']).toContainEqual(['note', '<b>Taro</b>']);
  expect(local.tableCalls['UpdateItem']).toBe(writes['UpdateItem']);
  expect(local.tableCalls['PutItem']).toBe(writes['PutItem']);
  await close();
});

test('an order is shown with every attempt, also before any webhook has told of them', async () => {
  const { url, close } = await startConsole(
    () => Promise.resolve(localGateway(local.simulatorUrl)),
    0,
  );
  const order = { external_order_num: `order-${newKey()}` };
  const [one, other] = [await havePayment(local, order), await havePayment(local, order)];
  const { value } = await ask(url, `search?q=${order.external_order_num}`);

  const row = {
    ...{ state: 'captured', phase: 'paid', amount: 1000, total: null },
    order: { number: order.external_order_num, state: 'paid_twice', attempts: 2 },
  };
  expect(value['rows']).toMatchObject([one.id, other.id].map((id) => ({ ...row, id })));
  const madeAt = (value['rows'] as { madeAt: string }[]).map((each) => Date.parse(each.madeAt));
  expect(Math.min(...madeAt)).toBeGreaterThan(Date.parse('2026-01-01'));
  await close();
});

describe('a stack by its name', () => {
  test('is found by CloudFormation, and read with the credentials in use', async () => {
    const key = newKey();
    const body = {
      amount: 1000,
      currency: 'JPY',
      payment_details: { type: 'konbini', store: 'lawson', email: 'taro@example.com' },
    };
    const made = await local.call('POST', payments, { body, idempotencyKey: key });
    const stacks = await startStacks(local, {
      shop: await outputsOf(local),
      other: { BaseUrl: 'x' },
    });
    const words = ['bin/gateway.ts', 'console', '--stack', 'shop'];
    const child = spawn(join('node_modules', '.bin', 'tsx'), words, {
      env: stacks.env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const url = /^Console of shop: (http:\/\/127\.0\.0\.1:\d+\/#[\w-]{32})$/.exec(line)?.[1] ?? '';

    expect((await ask(url, 'about')).value).toMatchObject({ name: 'shop', isLocal: false });
    const rows = (await ask(url, 'payments')).value['rows'];
    // Webhooks are held: what its customer pays is not on record, and not guessed.
    const row = { id: made.json['id'], amount: 1000, total: null, state: 'authorized' };
    expect(rows).toContainEqual(expect.objectContaining(row));
    expect((await ask(url, `search?q=${key}`)).value).toMatchObject({
      hits: [{ kind: 'operation', id: operationOf(made), by: 'idempotency key' }],
      notes: [],
    });
    child.kill();
    await ended;
    await stacks.close();
  });

  test.each([
    [['console'], 'Say either --stack NAME'],
    [['console', '--stack', 'shop', '--local'], 'Say either --stack NAME'],
    [['console', '--stack', 'shop', '--sandbox', 'http://x'], '--sandbox belongs to --local'],
    [['console', '--stack', 'shop', '--port', '99999'], 'is no port'],
  ])('is named once: %j', async (words, message) => {
    const { code, error } = await gateway(...words);

    expect(code).toBe(2);
    expect(error).toContain(message);
  });
});
