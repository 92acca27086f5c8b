import type { OperationRecord } from '../ledger/record.ts';
import type { PaymentView } from '../providers/event-source.ts';
import { openOperation } from '../recovery/lookup/open-operation.ts';
import { recoverProvider } from '../recovery/recover-provider.ts';
import type { InboxContext } from './inbox-context.ts';
import { note } from './note.ts';

/*
 * Closing the loop: what a payment shows for the first time may be the answer that an open operation lacks, or the doing
 * of nobody here.
 */

/** What a payment shows that its record did not: the payment itself, and its refunds. */
type New = { readonly object: string; readonly reference: string | undefined };

function newIn(known: PaymentView | undefined, view: PaymentView): readonly New[] {
  const shown = new Set((known?.refunds ?? []).map(({ id }) => id));
  const refunds = (view.refunds ?? []).filter(
    ({ id, kind }) => kind === 'refund' && !shown.has(id),
  );
  return [
    ...(known === undefined ? [{ object: view.id, reference: view.reference }] : []),
    ...refunds.map(({ id, reference }) => ({ object: id, reference })),
  ];
}

async function recordOf(
  { recovery }: InboxContext,
  reference: string | undefined,
): Promise<OperationRecord | 'unreadable' | undefined> {
  if (reference === undefined) return undefined;
  const stored = await recovery.store.get(reference);
  if (stored.kind === 'lost') throw stored.cause;
  return stored.kind === 'held' ? stored.record : undefined;
}

/** Whether it was paid in a session that is on record. */
async function isOfKnownSession(
  { recovery, access, source }: InboxContext,
  { session }: PaymentView,
): Promise<boolean> {
  const { sessionOperation } = access.provider;
  if (session === undefined || sessionOperation === undefined) return false;
  const resource = `${source.provider}#${session}`;
  return (await recovery.indexes.onResource(resource, sessionOperation)).length > 0;
}

/**
 * Completes the open operations that a payment names, by the ledger's own transitions; and notes what nobody on record
 * has made. Done again it changes nothing.
 */
export async function completeOperations(
  context: InboxContext,
  known: PaymentView | undefined,
  view: PaymentView,
): Promise<void> {
  const { recovery, source } = context;
  const open = [];
  for (const { object, reference } of newIn(known, view)) {
    const record = await recordOf(context, reference);
    const isKnown =
      record !== undefined || (object === view.id && (await isOfKnownSession(context, view)));
    if (!isKnown) await note(context, 'object_without_record', { object, payment: view.id });
    if (record === undefined || record === 'unreadable' || record.state !== 'PENDING') continue;
    const operation = openOperation(record, recovery.registry);
    if (operation !== undefined) open.push(operation);
  }
  if (open.length === 0) return;
  const operations = { provider: source.provider, operations: open };
  await recoverProvider(recovery, operations, () => Promise.resolve());
}
