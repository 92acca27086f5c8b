import { expect, test } from '@jest/globals';
import { payloadOf } from '../../../functions/deliveries/payload.ts';
import { changeOf } from '../../support/deliveries.ts';

test('it is the type, the time, and what is told, with numbers as numbers', () => {
  const event = changeOf('pay_1', 3, { refunded: 0, state: 'captured', order: '0042' });

  expect(JSON.parse(payloadOf(event))).toEqual({
    type: 'payment.changed',
    timestamp: event.at,
    data: {
      id: event.id,
      subject: 'komoju/pay_1',
      revision: 3,
      provider: 'komoju',
      payment: 'pay_1',
      order: '0042',
      state: 'captured',
      amount: 1000,
      refunded: 0,
      currency: 'JPY',
    },
  });
});

test('what says nothing is left out, and the members keep their order', () => {
  const event = changeOf('pay_1', 1, { amount: undefined, currency: undefined });

  expect(payloadOf(event)).toBe(
    `{"type":"payment.changed","timestamp":"${event.at}","data":{"id":"${event.id}",` +
      '"subject":"komoju/pay_1","revision":1,"provider":"komoju","payment":"pay_1"}}',
  );
});
