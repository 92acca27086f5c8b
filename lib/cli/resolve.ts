import { caseOf, type Case, type Catalogue } from '../../functions/recovery/open-operation.ts';
import { isPast } from '../../functions/platform/clock.ts';
import type { SettledBy, Write, Written } from '../../functions/ledger/record.ts';
import { ledgerTable } from '../../functions/ledger/store.ts';
import { causeOf } from '../../functions/platform/log.ts';
import { endingBy, hasFailed, isForeign, type Sight } from '../../functions/recovery/conclude.ts';
import { close, decidedBy, deniableFrom, succeed } from '../../functions/ledger/transitions.ts';
import { UsageError } from '../local/host/usage-error.ts';
import type { Decision } from './decision.ts';
import { findOperation, patienceMs, type Found } from './open-operations.ts';
import { openDesk } from './provider-reader.ts';
import type { Site } from './targets.ts';
import { moment, tellAmount, tellOne, tellStanding, tellWrite, unreadable } from './format.ts';

/* An operation that only a person can decide, ended by the transitions that the gateway's own functions go by. */

/** A decision that may be written: the entry was read, then the provider, and nothing speaks against it. */
export type Settlement = {
  readonly id: string;
  readonly write: Write;
  readonly by: SettledBy;
};

/** @throws UsageError where the operation is not open, or this version knows nothing of it */
function openCase({ id, entry }: Found, catalogue: Catalogue): Case {
  if (entry === 'unreadable') throw new UsageError(`${id} was ${unreadable}. Use that one's tool.`);
  if (entry.state !== 'PENDING') {
    throw new UsageError(
      `${id} is settled: ${tellStanding(entry)}. Nothing changes that any more.`,
    );
  }
  const one = caseOf(entry, catalogue);
  if (one !== undefined) return one;
  throw new UsageError(`${entry.operation} is no operation of this version. Use that of ${id}.`);
}

/** The write that says no, once nothing can be under way any more and the provider shows nothing of it. */
async function denied(site: Site, one: Case, catalogue: Catalogue): Promise<Write> {
  const { entry, find } = one;
  const from = deniableFrom(entry);
  if (!isPast(from, site.now())) {
    throw new UsageError(
      `${entry.id} may still be executed. Say --not-executed from ${moment(from)} on.`,
    );
  }
  if (entry.attempts > 0 && find !== 'none') {
    const { sights } = await (await openDesk(site, one, catalogue)).look();
    // What is of another amount cannot be this operation's doing, whatever it carries: of that a person may say no.
    const ids = sights.filter((sight) => !isForeign(entry, sight)).map(({ told }) => told.object);
    if (ids.length > 0) {
      const [id = ''] = ids;
      throw new UsageError(
        `${one.provider} shows ${ids.join(', ')}, as ${entry.id} would have left it. Say --object ${id}`,
      );
    }
  }
  return close(entry, site.now());
}

/** What speaks against an object being this operation's doing; undefined where nothing does. */
function objection({ entry, find, contract }: Case, sight: Sight): string | undefined {
  const { object, reference } = sight.told;
  if (contract.search !== undefined && reference !== entry.id) {
    const carried = reference === undefined ? 'no operation’s id' : `the id of ${reference}`;
    return `${object} carries ${carried}, so it is not what ${entry.id} made`;
  }
  if (isForeign(entry, sight)) {
    const [shown, wanted] = [sight.told, entry.wanted].map(tellAmount);
    return `${object} is of ${String(shown)}, and ${entry.id} asked for ${String(wanted)}`;
  }
  // What came to nothing has an ending of its own; of a change by a person's word it says nothing.
  return find !== 'none' && hasFailed(sight)
    ? `${object} has failed, and the gateway records that by itself`
    : undefined;
}

/** The write that says yes, with the object as the provider shows it now. */
async function confirmed(
  site: Site,
  { one, object }: { one: Case; object: string },
  catalogue: Catalogue,
): Promise<Write> {
  const { entry } = one;
  if (entry.attempts === 0) {
    throw new UsageError(`Nothing of ${entry.id} was ever sent. Say --not-executed instead.`);
  }
  const sight = await (await openDesk(site, one, catalogue)).sightOf(object);
  const against = objection(one, sight);
  if (against !== undefined) throw new UsageError(`${against}. Nothing was written.`);
  return succeed(entry, endingBy(entry, sight), site.now());
}

/**
 * Looks whether a decision may be written, and changes nothing.
 *
 * @param print is given what is known, and then what would be written
 * @throws UsageError that names what speaks against it
 */
export async function prepare(
  { site, catalogue }: { site: Site; catalogue: Catalogue },
  { id, object, by }: Decision,
  print: (text: string) => void,
): Promise<Settlement> {
  // In this order: an attempt that is claimed after the entry was read makes the write fail.
  const found = await findOperation(site.ledger, id);
  if (found === undefined) throw new UsageError(`There is no operation ${id}.`);
  print(tellOne(found, site.now()));
  const one = openCase(found, catalogue);
  const write = decidedBy(
    object === undefined
      ? await denied(site, one, catalogue)
      : await confirmed(site, { one, object }, catalogue),
    by,
  );
  if (one.find === 'none') {
    print(
      'Nothing at the provider tells this operation from another: what is written is your word.',
    );
  }
  print(tellWrite(write));
  return { id, write, by };
}

function complaintAbout(id: string, written: Exclude<Written, { kind: 'written' }>): string {
  if (written.kind === 'lost') {
    const cause = causeOf(written.cause) ?? 'no answer';
    return `Nobody knows whether ${id} was written, for the table did not say (${cause}). Look: show ${id}`;
  }
  const { entry } = written;
  const now = entry === 'unreadable' ? unreadable : tellStanding(entry);
  return `${id} has changed meanwhile. It is now ${now}.`;
}

/** Where the table's answer was lost and it was asked again, this decision meets itself. */
const isOwn = (written: Written, { actor, reason }: SettledBy): boolean =>
  written.kind === 'held' &&
  written.entry !== 'unreadable' &&
  written.entry.settledBy?.actor === actor &&
  written.entry.settledBy.reason === reason;

/** Writes what was prepared. @throws UsageError where the operation has changed since, or the table did not say */
export async function carryOut({ ledger }: Site, { id, write, by }: Settlement): Promise<void> {
  const table = ledgerTable(ledger.client, ledger.table, AbortSignal.timeout(patienceMs));
  const written = await table.update(id, write);
  if (written.kind === 'written' || isOwn(written, by)) return;
  throw new UsageError(complaintAbout(id, written));
}
