import { describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { readSigningSecrets, signatureHeaders } from '../../../functions/deliveries/sign.ts';
import { minuteMs, now, type EpochMs } from '../../../functions/platform/clock.ts';

const [current, previous] = [1, 2].map(
  (byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`,
) as [string, string];

const delivery = { id: 'evt_1', body: '{"type":"payment.changed"}' };

const verified = (secret: string, headers: Readonly<Record<string, string>>, body: string) =>
  new Webhook(secret).verify(body, { ...headers });

describe('a signature', () => {
  const headers = signatureHeaders(delivery, [current], now());

  test('is taken by the library of Standard Webhooks', () => {
    expect(verified(current, headers, delivery.body)).toEqual({ type: 'payment.changed' });
  });

  test.each([
    ['another body', headers, '{"type":"payment.failed"}', current],
    ['another id', { ...headers, 'webhook-id': 'evt_2' }, delivery.body, current],
    ['another secret', headers, delivery.body, previous],
    [
      'another time',
      { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) },
      delivery.body,
      current,
    ],
  ])('is refused for %s', (_, changed, body, secret) => {
    expect(() => verified(secret, changed, body)).toThrow('No matching signature');
  });

  test('is of the moment at which it is sent, in whole seconds', () => {
    const old = signatureHeaders(delivery, [current], (now() - 6 * minuteMs) as EpochMs);

    expect(old['webhook-timestamp']).toMatch(/^\d{10}$/);
    expect(() => verified(current, old, delivery.body)).toThrow('too old');
  });
});

test('while a secret is replaced, each of the two opens it', () => {
  const headers = signatureHeaders(delivery, [current, previous], now());

  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  for (const secret of [current, previous]) {
    expect(verified(secret, headers, delivery.body)).toEqual({ type: 'payment.changed' });
  }
});

describe('a stored secret', () => {
  test.each([
    [{ secret: current }, [current]],
    [{ secret: 'a'.repeat(40) }, ['a'.repeat(40)]],
    [{ secret: current, previous, note: 'ours' }, [current, previous]],
  ])('%j is read', (stored, secrets) => {
    expect(readSigningSecrets(JSON.stringify(stored))).toEqual(secrets);
  });

  test.each([[{}], [{ secret: '' }], [{ secret: 'short' }], [{ secret: current, previous: 1 }]])(
    'fails with %j, of which nothing is told',
    (stored) => {
      expect(() => readSigningSecrets(JSON.stringify(stored))).toThrow(
        'The secret of an end point has another form than expected.',
      );
    },
  );
});
