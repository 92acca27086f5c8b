import { auditBook } from '../runtime/audit-book.ts';
import { audit } from '../runtime/audit.ts';
import type { Catalogue } from '../runtime/case.ts';
import { rounds, type ScheduledHandler } from '../runtime/rounds.ts';

/** Every day: compares what the providers have with what is on record, and reports how they differ. */
export const start = (catalogue: Catalogue): ScheduledHandler =>
  rounds({ id: 'gateway.audit', metrics: ['objects'] }, catalogue, (desk, { client, table }) =>
    audit(desk, auditBook(client, table)),
  );
