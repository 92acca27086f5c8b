import { describe, expect, test } from '@jest/globals';
import { done, runSimulators, world } from '../../running-simulators.ts';
import { happen, sandbox, types } from '../events/happenings.ts';
import { anId, askKomoju, pay, rejected, show } from '../orders.ts';

runSimulators();

const enable = (): Promise<unknown> => sandbox('POST komoju/chargebacks', { enabled: true });
const list = async (): Promise<Record<string, unknown>[]> =>
  (await done<{ data: Record<string, unknown>[] }>(askKomoju('GET /chargeback_requests'))).data;

test('chargeback requests are not listed before that is enabled, nor after it was ended', async () => {
  const before = await askKomoju('GET /chargeback_requests');
  await enable();
  const between = await askKomoju('GET /chargeback_requests');
  await sandbox('POST komoju/chargebacks', { enabled: false });

  expect(before).toEqual(rejected(404, 'not_found'));
  expect(between).toEqual({
    status: 200,
    body: { resource: 'list', total: 0, page: 1, per_page: 10, last_page: 0, data: [] },
  });
  expect(await askKomoju('GET /chargeback_requests')).toEqual(rejected(404, 'not_found'));
});

test('a bank asks for a payment, and the newest request is the first', async () => {
  const [one, other] = [await pay(), await pay({ currency: 'USD' })];
  await enable();
  await happen('chargeback_request', one.id, { dueInDays: 10 });
  world.now += 1000;
  await happen('chargeback_request', other.id, { amount: 300 });

  expect(await list()).toEqual([
    {
      id: anId,
      resource: 'chargeback_request',
      payment: other.id,
      amount: 300,
      currency: 'USD',
      status: 'pending',
      due_at: '2026-03-11T14:59:59Z',
      created_at: '2026-03-01T03:00:01Z',
    },
    expect.objectContaining({ payment: one.id, amount: 1100, currency: 'JPY' }),
  ]);
  expect(await show(one.id)).toMatchObject({ status: 'captured', refunds: [] });
});

test('the bank takes what it asked for, and gives it back', async () => {
  const { id } = await pay();
  await enable();
  await happen('chargeback_request', id, { amount: 300 });
  await happen('chargeback', id);
  const taken = [await show(id), (await list())[0]?.['status']];
  await happen('chargeback_reversal', id);

  expect(taken).toMatchObject([
    { status: 'captured', amount_refunded: 300, refunds: [{ amount: 300, chargeback: true }] },
    'lost',
  ]);
  expect(await show(id)).toMatchObject({ status: 'captured', amount_refunded: 0, refunds: [] });
  expect(await list()).toMatchObject([{ status: 'defended' }]);
});

test('what the bank gives back is captured again, and what was refunded stays refunded', async () => {
  const { id } = await pay();
  await happen('refund', id, { amount: 400 });
  await happen('chargeback', id);
  const taken = await show(id);
  await happen('chargeback_reversal', id);

  expect(taken).toMatchObject({ status: 'refunded', amount_refunded: 1100 });
  expect(await show(id)).toMatchObject({
    status: 'captured',
    amount_refunded: 400,
    refunds: [{ amount: 400, chargeback: false }],
  });
  expect((await types()).at(-1)).toBe('payment.updated');
});

describe('cannot be', () => {
  test.each([
    ['asked for twice', ['chargeback_request', 'chargeback_request']],
    ['asked for when it is refunded', ['refund', 'chargeback_request']],
    ['given back without being taken', ['chargeback_reversal']],
    ['given back twice', ['chargeback', 'chargeback_reversal', 'chargeback_reversal']],
  ])('a payment that is %s', async (_, happenings) => {
    const { id } = await pay();
    for (const name of happenings.slice(0, -1)) await happen(name, id);

    expect((await happen(happenings.at(-1) ?? '', id)).status).toBe(409);
  });
});
