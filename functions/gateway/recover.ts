import type { Catalogue } from '../recovery/open-operation.ts';
import { reconcile } from '../recovery/recover.ts';
import { rounds, type ScheduledHandler } from '../recovery/scheduled-function.ts';

/** Every minute: reads at the providers what became of operations whose outcome nobody told. It moves no money. */
export const start = (catalogue: Catalogue): ScheduledHandler =>
  rounds({ id: 'gateway.recover', metrics: ['open', 'oldestMs'] }, catalogue, reconcile);
