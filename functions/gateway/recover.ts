import { inboxStore } from '../inbox/inbox-store.ts';
import { notingFindings } from '../inbox/note-findings.ts';
import { openCounter } from '../recovery/count-open.ts';
import { recover } from '../recovery/recover.ts';
import { scheduledFunction, type ScheduledHandler } from '../recovery/scheduled-function.ts';
import { registry } from '../registry.ts';

/** Every minute: reads at the providers what became of operations whose outcome is unknown. It moves no money. */
export function start(): ScheduledHandler {
  const countOpen = openCounter();
  return scheduledFunction('gateway.recover', registry, async (context, { client, table }) => {
    const done = await notingFindings(context, inboxStore(client, table), recover);
    return { ...(await countOpen(context)), ...done };
  });
}
