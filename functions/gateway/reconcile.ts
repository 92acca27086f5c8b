import { reconcile } from '../reconciliation/reconcile.ts';
import { reconciliationStore } from '../reconciliation/reports.ts';
import { scheduledFunction, type ScheduledHandler } from '../recovery/scheduled-function.ts';
import { registry } from '../registry.ts';

/** Every day: compares what the providers have with what is on record, and reports how they differ. */
export const start = (): ScheduledHandler =>
  scheduledFunction(
    { id: 'gateway.reconcile', metrics: ['objects'] },
    registry,
    (context, { client, table }) => reconcile(context, reconciliationStore(client, table)),
  );
