import { describe, expect, test } from '@jest/globals';
import { versions } from '../../../../../../lib/local/simulators/komoju/assumptions.ts';
import { ask, done, runSimulators, send, type Headers } from '../../running-simulators.ts';
import {
  anId,
  askKomoju,
  countPayments,
  konbini,
  pay,
  rejected,
  sendKomoju,
  type Payment,
} from '../orders.ts';

const [older, newer] = versions;

runSimulators();

const asking = (version: string): Headers => ({ 'x-komoju-api-version': version });
const setVersion = (version: string): Promise<Response> =>
  ask('POST /sandbox/komoju/version', { version });
const showIn = (version: string, id: string): Promise<Payment> =>
  done(askKomoju(`GET /payments/${id}`, undefined, asking(version)));

/** A payment of which a part was captured. */
async function capturePart(): Promise<Payment> {
  const { id } = await pay({ capture: false });
  return done(askKomoju(`POST /payments/${id}/capture`, { amount: 400 }));
}

describe('the version of an answer', () => {
  test('is that of the key, which is the older one until the dashboard says another', async () => {
    const before = await pay();
    await setVersion(newer);
    const after = await pay();

    expect([before, after].map((payment) => 'session' in payment)).toEqual([false, true]);
  });

  test('is that of the header, whatever the key’s is', async () => {
    const { id } = await pay();

    expect(await showIn(newer, id)).toHaveProperty('session', null);
    await setVersion(newer);
    expect(await showIn(older, id)).not.toHaveProperty('session');
  });

  test('is one that there is: another is rejected, and nothing is done', async () => {
    const refused = await askKomoju('POST /payments', { amount: 1000 }, asking('2025-01-29'));

    expect(refused).toEqual(rejected(400, 'bad_request'));
    expect(await countPayments()).toBe(0);
    expect((await setVersion('2025')).status).toBe(400);
  });
});

describe('a capture of a part', () => {
  const rest = { id: anId, amount: 660, description: null, status: 'completed', chargeback: false };

  test('leaves the rest as a refund in the older version', async () => {
    const { id } = await capturePart();

    expect(await showIn(older, id)).toMatchObject({
      status: 'captured',
      ...{ amount: 1000, tax: 100, total: 1100, amount_refunded: 660 },
      refunds: [{ ...rest, payment: id, created_at: '2026-03-01T03:00:00Z' }],
    });
  });

  test('shows no refund in the newer one', async () => {
    const { id } = await capturePart();

    expect(await showIn(newer, id)).toMatchObject({
      status: 'captured',
      ...{ amount: 400, tax: 40, total: 440, amount_refunded: 0 },
      refunds: [],
    });
  });

  test('is refunded up to what was captured, in either', async () => {
    const { id } = await capturePart();
    const refund = (amount: number): ReturnType<typeof askKomoju> =>
      askKomoju(`POST /payments/${id}/refund`, { amount });

    expect(await refund(441)).toEqual(rejected(422, 'not_refundable', 'amount'));
    expect(await done(refund(440))).toMatchObject({
      status: 'refunded',
      amount_refunded: 1100,
      refunds: [rest, { amount: 440 }],
    });
    expect(await showIn(newer, id)).toMatchObject({ status: 'refunded', amount_refunded: 440 });
  });

  test('of all leaves nothing', async () => {
    const { id } = await pay({ capture: false });
    await done(askKomoju(`POST /payments/${id}/capture`, { amount: 1000 }));

    expect(await showIn(older, id)).toMatchObject({ total: 1100, refunds: [] });
  });
});

test('a refund shows how it goes in the older version only', async () => {
  const { id } = await pay();
  await done(sendKomoju(`POST /payments/${id}/refund`));

  expect((await showIn(older, id)).refunds).toMatchObject([
    { status: 'completed', redirect_url: null },
  ]);
  expect(Object.keys((await showIn(newer, id)).refunds[0] as object)).toEqual(
    'id resource amount currency payment description created_at chargeback'.split(' '),
  );
});

test('a payment that failed is pending in the older version, in lists, too', async () => {
  const { id } = await pay({ payment_details: konbini });
  await send(`POST /sandbox/komoju/payments/${id}/fail`);
  const listed = async (version: string): Promise<unknown> =>
    done(askKomoju('GET /payments?status=failed', undefined, asking(version)));

  expect(await showIn(older, id)).toMatchObject({ status: 'pending' });
  expect(await showIn(newer, id)).toMatchObject({ status: 'failed' });
  expect(await listed(older)).toMatchObject({ total: 0, data: [] });
  expect(await listed(newer)).toMatchObject({ total: 1, data: [{ id, status: 'failed' }] });
});

describe('a refund request is answered', () => {
  const details = {
    customer_name: 'ヤマダ',
    bank_name: 'KOMOJU BANK',
    bank_code: '0001',
    branch_number: '123',
    account_type: 'normal',
    account_number: '1234567',
  };

  async function request(headers?: Headers): Promise<{ id: string; answer: Response }> {
    const { id } = await pay({ payment_details: konbini });
    await send(`POST /sandbox/komoju/payments/${id}/pay`);
    return {
      id,
      answer: await ask(`POST /api/v1/payments/${id}/refund_request`, details, headers),
    };
  }
  const bodyOf = async (answer: Response): Promise<unknown> => answer.json();

  test('with the payment in the older version, with nothing in the newer one', async () => {
    const { id, answer } = await request();
    const inNewer = await request(asking(newer));

    expect(await bodyOf(answer)).toMatchObject({ id, refund_requests: [{ payment: id }] });
    expect([inNewer.answer.status, await inNewer.answer.text()]).toEqual([204, '']);
    expect(await showIn(newer, inNewer.id)).toMatchObject({
      refund_requests: [{ bank_code: '0001', branch_name: null }],
    });
  });

  test('as the sandbox says', async () => {
    await ask('POST /sandbox/komoju/refund_requests', { answer: 'request' });
    const { id, answer } = await request();
    await ask('POST /sandbox/komoju/refund_requests', { answer: 'payment' });
    const inNewer = await request(asking(newer));

    expect(await bodyOf(answer)).toMatchObject({ id: anId, payment: id, status: 'pending' });
    expect(await bodyOf(inNewer.answer)).toMatchObject({ id: inNewer.id, status: 'captured' });
  });
});
