import { allEnded } from '../platform/concurrently.ts';
import { inboxStore } from '../inbox/inbox-store.ts';
import { notingFindings } from '../inbox/note-findings.ts';
import { reconcile } from '../reconciliation/reconcile.ts';
import { reconciliationStore } from '../reconciliation/reports.ts';
import { scheduledFunction, type ScheduledHandler } from '../recovery/scheduled-function.ts';
import { readChargebacks } from '../inbox/catch-up/read-chargebacks.ts';
import { eventSources } from '../providers/event-sources.ts';
import { registry } from '../registry.ts';

/** Every half hour: compares what the providers have with what is on record, and reports how they differ and what banks ask. */
export const start = (): ScheduledHandler =>
  scheduledFunction('gateway.reconcile', registry, async (context, ledger) => {
    const { client, table } = ledger;
    const store = reconciliationStore(client, table);
    const inbox = inboxStore(client, table);
    // Side by side: a secret of one provider that cannot be had, or a list, holds up nothing else.
    const compared = notingFindings(context, inbox, (noting, keep) =>
      reconcile(noting, store, keep),
    );
    await allEnded([compared, readChargebacks(context, ledger, eventSources)]);
    return await compared;
  });
