import { expect, test } from '@jest/globals';
import { reconcile } from '../../../functions/reconciliation/reconcile.ts';
import { reconciliationStore } from '../../../functions/reconciliation/reports.ts';
import { runHangingProvider, table, world } from '../../support/reads/hanging-provider.ts';

runHangingProvider();

test('a provider that hangs does not keep the other from being reconciled', async () => {
  const { recovery, otherAsked } = world;
  const running = reconcile(recovery.context, reconciliationStore(table.client, table.name));

  // While the first one is still waited for.
  expect((await otherAsked).pathname).toBe('/api/v1/payments');
  recovery.end();
  await running;
}, 10_000);
