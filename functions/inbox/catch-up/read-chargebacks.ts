import { after, dayMs, isPast, type EpochMs } from '../../platform/clock.ts';
import type { Chargeback, EventSource } from '../../providers/event-source.ts';
import type { LedgerTable } from '../../recovery/scheduled-function.ts';
import type { RecoveryContext } from '../../recovery/recovery-context.ts';
import { contextsOf } from '../contexts.ts';
import type { InboxContext } from '../inbox-context.ts';
import { note } from '../note.ts';
import { readList } from './read-list.ts';

/** A bank's question that must be answered so soon is told once more. */
const warningMs = 3 * dayMs;

/** Whether it must be answered before a moment. */
const isDueBy = ({ dueAt }: Chargeback, at: EpochMs): boolean =>
  dueAt !== undefined && isPast(dueAt, at);

/** Every question of a bank that the provider lists; undefined where the list could not be read. */
async function listed(context: InboxContext): Promise<readonly Chargeback[] | undefined> {
  const { source, access } = context;
  const { chargebacks } = source;
  if (chargebacks === undefined) return [];
  const { outcome, body } = await readList(context, {
    path: chargebacks.path,
    query: chargebacks.query,
  });
  // Not every account has such a list.
  if (outcome.kind === 'rejected' && access.provider.notFoundCodes.has(outcome.code)) return [];
  return outcome.kind === 'done' ? chargebacks.read(body) : undefined;
}

/**
 * Reads the lists of what banks ask, and notes what is new and what must be answered soon.
 *
 * @throws what the table or Secrets Manager threw
 */
export async function readChargebacks(
  recovery: RecoveryContext,
  ledger: LedgerTable,
  sources: readonly EventSource[],
): Promise<void> {
  const { contexts, expectAll } = await contextsOf(recovery, ledger, sources);
  for (const context of contexts.values()) {
    const chargebacks = await listed(context);
    if (chargebacks === undefined) {
      recovery.report('list_not_read', { why: `${context.source.provider} chargebacks` });
    }
    const soon = after(recovery.now(), warningMs);
    for (const each of (chargebacks ?? []).filter(({ isOpen }) => isOpen)) {
      const about = { object: each.id, payment: each.payment };
      await note(context, 'chargeback', about);
      if (isDueBy(each, soon)) await note(context, 'chargeback_due', about);
    }
  }
  await expectAll();
}
