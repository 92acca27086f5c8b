import type { Find } from '../operations.ts';
import type { Entry } from '../ledger/record.ts';
import { notAttempted, type Ports } from '../ledger/execute-once.ts';
import { conclude, type Look } from './conclude.ts';
import { forgottenClaim, isProvenNew, soughtAs, type Restore } from './restore.ts';
import type { Asked } from '../ledger/transitions.ts';

/** What it takes to find out whether an operation is a forgotten one. */
export type Care = {
  readonly restore: Restore;
  readonly find: Find;
  /** Looks at the provider for what an operation may have done; undefined where it can't be looked for. Never throws. */
  readonly look: (entry: Entry) => Promise<Look | undefined>;
};

/**
 * Before an operation is claimed in a table that was restored: where it is not on record, and no look proves that it is
 * new, it is put on record as one that must not be sent any more, with what the look found. The claim that follows
 * meets that entry, as it would any other.
 *
 * @throws Refusal not_attempted where the table does not answer
 */
export async function recordForgotten(
  ports: Ports,
  asked: Asked,
  { restore, find, look }: Care,
): Promise<void> {
  const held = await ports.table.get(asked.id);
  if (held.kind === 'held') return;
  if (held.kind === 'lost') throw notAttempted('record_not_read', held.cause);
  const by = { token: ports.token(), at: ports.now() };
  const entry = forgottenClaim(asked, restore, by);
  const seen = await look(soughtAs(entry, restore));
  if (isProvenNew(restore, seen)) return;
  const written = await ports.table.put(entry);
  if (written.kind === 'lost') throw notAttempted('claim_lost', written.cause);
  if (written.kind === 'written') await conclude(ports, { entry, find }, seen);
}
