import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hourMs } from '../../functions/platform/clock.ts';
import { askProvider } from '../load/maker.ts';
import { secretsOf } from '../support/secrets.ts';
import { card, payments } from './orders.ts';
import { startSystem, type System } from './system.ts';

let local: System;
beforeAll(async () => {
  local = await startSystem();
  await local.advanceClock(2 * hourMs);
  await local.runs('gateway.reconcile');
}, 60_000);
afterAll(() => local.close());

test('one provider is reconciled though the secret of the other cannot be read', async () => {
  const body = { amount: 1000, currency: 'JPY', payment_details: card };
  const made = await askProvider(local.simulatorUrl, `POST ${payments}`, body);
  const { client, settings } = await secretsOf(local);
  const SecretId = settings['COINEY_SECRET'];
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: 'no JSON' }));
  client.destroy();
  await local.advanceClock(2 * hourMs);
  const before = local.log.length;

  await local.runs('gateway.reconcile').catch(() => undefined);

  const lines = local.log.slice(before).filter((line) => line.includes('object_without_record'));
  expect(lines.join()).toContain((made as { id: string }).id);
});
