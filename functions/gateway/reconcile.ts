import { auditBook } from '../reconciliation/reports.ts';
import { audit } from '../reconciliation/reconcile.ts';
import type { Catalogue } from '../recovery/open-operation.ts';
import { rounds, type ScheduledHandler } from '../recovery/scheduled-function.ts';

/** Every day: compares what the providers have with what is on record, and reports how they differ. */
export const start = (catalogue: Catalogue): ScheduledHandler =>
  rounds({ id: 'gateway.reconcile', metrics: ['objects'] }, catalogue, (desk, { client, table }) =>
    audit(desk, auditBook(client, table)),
  );
