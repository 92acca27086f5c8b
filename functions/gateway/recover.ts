import { recover } from '../recovery/recover.ts';
import { scheduledFunction, type ScheduledHandler } from '../recovery/scheduled-function.ts';
import { registry } from '../registry.ts';

/** Every minute: reads at the providers what became of operations whose outcome is unknown. It moves no money. */
export const start = (): ScheduledHandler =>
  scheduledFunction({ id: 'gateway.recover', metrics: ['open', 'oldestMs'] }, registry, recover);
