import { catchUp } from '../inbox/catch-up/catch-up.ts';
import { scheduledFunction, type ScheduledHandler } from '../recovery/scheduled-function.ts';
import { eventSources } from '../providers/event-sources.ts';
import { registry } from '../registry.ts';

/** Every minute: what happened at the providers and no webhook told. It moves no money. */
export const start = (): ScheduledHandler =>
  scheduledFunction('gateway.catch-up', registry, (recovery, ledger) =>
    catchUp(recovery, ledger, eventSources),
  );
