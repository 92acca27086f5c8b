import { eraseAnswer, type CompletedRecord } from '../../../functions/ledger/transitions.ts';
import { findOperation, storeOf, type FoundOperation } from '../open-operations.ts';
import type { Target } from '../targets.ts';

/**
 * What becomes of an operation's answer. `changed`: another record is there than the one that was read; `open` and
 * `unreadable`: nothing may be written yet.
 */
export type Fate = 'erased' | 'would_erase' | 'nothing_kept' | 'open' | 'unreadable' | 'changed';

/** One operation, and what becomes of its answer. */
export type Erasure = FoundOperation & { readonly fate: Fate };

/** Whether an erasure is still to be done. */
export const isLeft = ({ fate }: Erasure): boolean =>
  fate === 'open' || fate === 'unreadable' || fate === 'changed';

const isCompleted = (record: FoundOperation['record']): record is CompletedRecord =>
  record !== 'unreadable' && record.state !== 'PENDING';

/** How the record is now, where it was not written or nobody knows: its own write may stand in its way. */
async function fateNow({ ledger }: Target, id: string): Promise<Fate> {
  const now = await findOperation(ledger, id);
  if (now === undefined || now.record === 'unreadable') return 'changed';
  return now.record.erasedAt === undefined ? 'changed' : 'erased';
}

/**
 * Erases the answer of an operation as it was read, or says why not. An open one has no answer yet, and gets one as soon
 * as its outcome is known.
 *
 * @param isWritten false: only says what would become of it
 * @throws what the table gave instead of an answer
 */
export async function eraseOne(
  target: Target,
  found: FoundOperation,
  isWritten: boolean,
): Promise<Erasure> {
  const { id, record } = found;
  if (record === 'unreadable') return { ...found, fate: 'unreadable' };
  if (!isCompleted(record)) return { ...found, fate: 'open' };
  if (record.body === undefined) return { ...found, fate: 'nothing_kept' };
  if (!isWritten) return { ...found, fate: 'would_erase' };
  const written = await storeOf(target.ledger).update(id, eraseAnswer(record, target.now()));
  if (written.kind === 'written') return { ...found, fate: 'erased' };
  return { ...found, fate: await fateNow(target, id) };
}
