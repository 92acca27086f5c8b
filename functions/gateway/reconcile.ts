import type { Catalogue } from '../runtime/case.ts';
import { reconcile } from '../runtime/reconcile.ts';
import { rounds, type ScheduledHandler } from '../runtime/rounds.ts';

/** Every minute: reads at the providers what became of operations whose outcome nobody told. It moves no money. */
export const start = (catalogue: Catalogue): ScheduledHandler =>
  rounds({ id: 'gateway.reconcile', metrics: ['open', 'oldestMs'] }, catalogue, reconcile);
