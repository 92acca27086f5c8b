import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as create from '../../../functions/komoju/payment/create.ts';
import * as list from '../../../functions/komoju/payment/list.ts';
import type { ProviderOperationId } from '../../../functions/operations.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { now } from '../../../functions/platform/clock.ts';
import type { AnyContract } from '../../../functions/providers/contract.ts';
import { executeMutation } from '../../../functions/http/execute-mutation.ts';
import type { Secret } from '../../../functions/platform/secrets.ts';
import { eventOf, startWorld, type World } from '../../support/handler.ts';

/* Providers and rows that the table of operations does not have today. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(() => world.close());

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
const order = { amount: 1000, currency: 'JPY', payment_details: konbini };

describe('a provider', () => {
  const secretOf = <Value>(value: Value): Secret<Value> => ({
    current: () => Promise.resolve(value),
    refetch: () => Promise.resolve(value),
  });
  const { idempotency, ...keyless } = komoju;

  const pass = (id: ProviderOperationId, { contract }: { contract: unknown }): Promise<unknown> =>
    executeMutation(
      {
        access: {
          provider: keyless,
          origin: process.env['KOMOJU_ORIGIN'] ?? '',
          secret: secretOf({ account: 'main', values: { secretKey: 'sk_test_1' } }),
        },
        ledger: {
          mode: 'test',
          table: world.table.name,
          client: world.table.client,
          secret: secretOf({ namespace: 'n', version: 1, key: () => 'k' }),
          restore: secretOf(undefined),
        },
      },
      { id, provider: keyless, cardData: 'accept', contract: contract as AnyContract },
      {
        exchange: {
          event: eventOf({ body: order }),
          startedAt: now(),
          headers: {},
          line: { time: '', requestId: '', operation: id },
        },
        remainingMs: () => 27_000,
      },
    );

  test('without idempotency keys fails where the row counts on them', async () => {
    expect(idempotency).toBeDefined();
    await expect(pass('komoju.payment.create', create)).rejects.toThrow(
      'The provider has no idempotency keys.',
    );
  });

  test('fails to be called where the row has no resend rule', async () => {
    await expect(pass('komoju.payment.list', list)).rejects.toThrow('lacks its resend rule');
  });
});
