import { describe, expect, test } from '@jest/globals';
import { done, hourMs, runSimulators, world } from '../../running-simulators.ts';
import { askKomoju, konbini, pay, rejected, sendKomoju, show } from '../orders.ts';

runSimulators();

describe('a capture', () => {
  test('takes what was authorized, without a body', async () => {
    const { id } = await pay({ capture: false });
    world.now += hourMs;

    const captured = await done(sendKomoju(`POST /payments/${id}/capture`));

    expect(captured).toMatchObject({ status: 'captured', captured_at: '2026-03-01T04:00:00Z' });
    expect(await show(id)).toEqual(captured);
  });

  test('takes no more than was authorized', async () => {
    const { id } = await pay({ capture: false });

    const more = await askKomoju(`POST /payments/${id}/capture`, { amount: 1001 });

    expect(more).toEqual(rejected(422, 'invalid_parameter', 'amount'));
  });

  test('refuses a payment that is captured, and cash', async () => {
    const captured = await pay();
    const cash = await pay({ payment_details: konbini });

    const answers = await Promise.all(
      [captured, cash].map(({ id }) => sendKomoju(`POST /payments/${id}/capture`)),
    );

    const rejection = rejected(422, 'not_capturable');
    expect(answers).toEqual([rejection, rejection]);
  });
});
