import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { minuteMs } from '../../functions/platform/clock.ts';
import { card, formOf, formType, havePayment, newKey, payments, shown } from './orders.ts';
import { startSystem, type System } from './system.ts';

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

const order = { amount: 1000, currency: 'JPY', payment_details: card };

test('fifty requests at once with one key charge once', async () => {
  const idempotencyKey = newKey();

  const answers = await Promise.all(
    Array.from({ length: 50 }, () => local.call('POST', payments, { body: order, idempotencyKey })),
  );

  const paid = answers.filter(({ status }) => status === 200);
  const busy = answers.filter(({ status }) => status === 409);
  expect(paid.length).toBeGreaterThan(0);
  expect(paid.length + busy.length).toBe(50);
  expect(new Set(paid.map(({ body }) => body)).size).toBe(1);
  expect(new Set(busy.map((each) => shown(each).error.code))).toEqual(
    busy.length > 0 ? new Set(['operation_in_progress']) : new Set(),
  );
  expect(await local.applied(paid[0]?.headers.get('x-operation-id') ?? '')).toBe(1);

  const replay = await local.call('POST', payments, { body: order, idempotencyKey });
  expect(replay.headers.get('idempotent-replayed')).toBe('true');
  expect(replay.body).toBe(paid[0]?.body);
}, 60_000);

test('a key with another amount is refused, and the first answer is still there', async () => {
  const idempotencyKey = newKey();
  const first = await local.call('POST', payments, { body: order, idempotencyKey });

  const other = await local.call('POST', payments, {
    body: { ...order, amount: 2000 },
    idempotencyKey,
  });
  const again = await local.call('POST', payments, { body: order, idempotencyKey });

  expect(other.status).toBe(422);
  expect(shown(other).error.code).toBe('idempotency_key_reused');
  expect(again.body).toBe(first.body);
});

test('an open request that is written in another way is not sent, and its caller told why', async () => {
  const idempotencyKey = newKey();
  const body = { ...order, external_order_num: idempotencyKey };
  await local.fault({ kind: 'drop_before_accept', match: 'POST /api/v1/payments' });
  const lost = await local.call('POST', payments, { body, idempotencyKey });

  const form = { body: formOf(body), headers: formType };
  const otherwise = await local.call('POST', payments, { ...form, idempotencyKey });
  const again = await local.call('POST', payments, { body, idempotencyKey });

  expect(shown(lost).error.code).toBe('outcome_unknown');
  expect(shown(otherwise).error.code).toBe('outcome_unknown');
  expect(shown(otherwise).error.message).toContain('written in another way');
  expect(again.status).toBe(200);
});

test('a capture key with another payment is refused, though neither has a body', async () => {
  const idempotencyKey = newKey();
  const [one, two] = [
    await havePayment(local, { capture: false }),
    await havePayment(local, { capture: false }),
  ];
  const first = await local.call('POST', `${payments}/${one.id}/capture`, { idempotencyKey });

  const other = await local.call('POST', `${payments}/${two.id}/capture`, { idempotencyKey });
  const again = await local.call('POST', `${payments}/${one.id}/capture`, { idempotencyKey });
  const untouched = await local.call('GET', `${payments}/${two.id}`);

  expect(shown(other).error.code).toBe('idempotency_key_reused');
  expect(again.body).toBe(first.body);
  expect(shown(untouched).status).toBe('authorized');
});

test('the same meaning in the other encoding is replayed', async () => {
  const idempotencyKey = newKey();
  const first = await local.call('POST', payments, { body: order, idempotencyKey });

  const asForm = await local.call('POST', payments, {
    body: formOf({ currency: 'JPY', amount: 1000, payment_details: card }),
    headers: formType,
    idempotencyKey,
  });

  expect(asForm.headers.get('idempotent-replayed')).toBe('true');
  expect(asForm.body).toBe(first.body);
});

test('two callers never share a key', async () => {
  const idempotencyKey = newKey();

  const admin = await local.call('POST', payments, { body: order, idempotencyKey });
  const storefront = await local.call('POST', payments, {
    body: order,
    idempotencyKey,
    key: local.keys.storefront,
  });

  expect(storefront.status).toBe(200);
  expect(shown(storefront).id).not.toBe(shown(admin).id);
});

test('a caller that sends no key is told which one was used, and can ask again with it', async () => {
  const first = await local.call('POST', payments, { body: order });

  const key = first.headers.get('idempotency-key') ?? '';
  // The header of the standard is not read from a client that was written for the provider.
  const headers = { 'X-KOMOJU-IDEMPOTENCY': key };
  const again = await local.call('POST', payments, { body: order, headers });

  expect(key).not.toBe('');
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.body).toBe(first.body);
});

test('a caller who asks every minute after a rejected repetition is told the outcome after an hour', async () => {
  const call = { body: order, idempotencyKey: newKey() };
  const declined = { error: { code: 'card_declined', message: 'no', param: null } };
  await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_before_accept' });
  await local.call('POST', payments, call);
  const decline = { match: 'POST /api/v1/payments', kind: 'status', status: 502, body: declined };
  await local.fault({ ...decline, times: 100 });

  const rests: string[] = [];
  const before = (await local.requests()).length;
  for (let minutes = 0; minutes <= 60; minutes += 20) {
    const told = await local.call('POST', payments, call);
    rests.push(`${shown(told).error.code} ${told.headers.get('retry-after') ?? ''}`);
    await local.advanceClock(20 * minuteMs);
  }
  const last = await local.call('POST', payments, call);
  const sent = (await local.requests()).length - before;
  await local.clearFaults();

  expect(rests.map((rest) => rest.replace(/\d\d$/, ''))).toEqual(
    ['36', '24', '12', ''].map((hundreds) => `outcome_unknown ${hundreds}`),
  );
  expect([last.status, shown(last).error.code]).toEqual([502, 'card_declined']);
  expect(sent).toBe(2);
});
