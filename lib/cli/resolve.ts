import { isLookedUp } from '../../functions/operations.ts';
import type { Registry } from '../../functions/providers/registry.ts';
import {
  openOperation,
  type OpenOperation,
} from '../../functions/recovery/lookup/open-operation.ts';
import { isPast } from '../../functions/platform/clock.ts';
import type { ResolvedBy, ConditionalWrite, WriteResult } from '../../functions/ledger/record.ts';
import { causeOf } from '../../functions/platform/log.ts';
import { completionBy, contradictsRecord, isFailed } from '../../functions/recovery/conclude.ts';
import type { ObservedObject } from '../../functions/recovery/lookup/provider-lookup.ts';
import { denialAllowedFrom } from '../../functions/ledger/quarantine.ts';
import { closeNotExecuted, resolvedByPerson, succeed } from '../../functions/ledger/transitions.ts';
import { UsageError } from '../local/host/usage-error.ts';
import type { Decision } from './decision.ts';
import { findOperation, storeOf, type FoundOperation } from './open-operations.ts';
import { openProviderReader } from './provider-reader.ts';
import type { Target } from './targets.ts';
import { formatAmount, formatOne, formatState, formatWrite, unreadable } from './format.ts';
import { moment } from './prospect.ts';

/* An operation that only a person can decide, ended by the transitions that the gateway's own functions go by. */

/** A decision that may be written: the record was read, then the provider, and nothing speaks against it. */
export type Resolution = {
  readonly id: string;
  readonly write: ConditionalWrite;
  readonly by: ResolvedBy;
};

/** @throws UsageError where the operation is not open, or this version knows nothing of it */
function openOf({ id, record }: FoundOperation, registry: Registry): OpenOperation {
  if (record === 'unreadable')
    throw new UsageError(`${id} was ${unreadable}. Use that one's tool.`);
  if (record.state !== 'PENDING') {
    throw new UsageError(
      `${id} is completed: ${formatState(record)}. Nothing changes that any more.`,
    );
  }
  const one = openOperation(record, registry);
  if (one !== undefined) return one;
  throw new UsageError(`${record.operation} is no operation of this version. Use that of ${id}.`);
}

/** The write that says no, once nothing can be under way any more and the provider shows nothing of it. */
async function denied(
  target: Target,
  one: OpenOperation,
  print: (text: string) => void,
): Promise<ConditionalWrite> {
  const { record, lookup } = one;
  const from = denialAllowedFrom(record);
  if (!isPast(from, target.now())) {
    throw new UsageError(
      `${record.id} may still be executed. Say --not-executed from ${moment(from)} on.`,
    );
  }
  if (record.attempts > 0 && isLookedUp(lookup)) {
    const { observed, couldBe = [] } = await (await openProviderReader(target, one)).lookUp();
    for (const { object } of couldBe) {
      const of = object.amount === undefined ? '' : ` of ${String(formatAmount(object))}`;
      print(
        `${one.provider.name} shows ${String(object.id)}${of}, which does not say whose doing it is. Be sure that it is not what ${record.id} did.`,
      );
    }
    // What is of another amount cannot be this operation's doing, whatever it carries: of that a person may say no.
    const ids = observed
      .filter((seen) => !contradictsRecord(record, seen))
      .map((found) => found.object.id);
    if (ids.length > 0) {
      const [id = ''] = ids;
      throw new UsageError(
        `${one.provider.name} shows ${ids.join(', ')}, as ${record.id} would have left it. Say --object ${id}`,
      );
    }
  }
  return closeNotExecuted(record, target.now());
}

/** What speaks against an object being this operation's doing; undefined where nothing does. */
function objection(
  { record, lookup, contract, provider }: OpenOperation,
  seen: ObservedObject,
): string | undefined {
  const { id: object, reference } = seen.object;
  if (contract.search !== undefined && reference !== record.id) {
    const carried = reference === undefined ? 'no operation’s id' : `the id of ${reference}`;
    return `${object} carries ${carried}, so it is not what ${record.id} made`;
  }
  if (contradictsRecord(record, seen)) {
    const [shown, wanted] = [seen.object, record.requested].map(formatAmount);
    return `${object} is of ${String(shown)}, and ${record.id} asked for ${String(wanted)}`;
  }
  // What came to nothing has an ending of its own; of a change by a person's word it says nothing.
  return lookup !== 'none' && isFailed(provider, seen.object)
    ? `${object} has failed, and the gateway records that by itself`
    : undefined;
}

/** The write that says yes, with the object as the provider shows it now. */
async function confirmed(
  target: Target,
  { one, object }: { one: OpenOperation; object: string },
): Promise<ConditionalWrite> {
  const { record } = one;
  if (record.attempts === 0) {
    throw new UsageError(`Nothing of ${record.id} was ever sent. Say --not-executed instead.`);
  }
  const seen = await (await openProviderReader(target, one)).objectOf(object);
  const against = objection(one, seen);
  if (against !== undefined) throw new UsageError(`${against}. Nothing was written.`);
  return succeed(record, completionBy(record, seen), target.now());
}

/**
 * Looks whether a decision may be written, and changes nothing.
 *
 * @param print is given what is known, and then what would be written
 * @throws UsageError that names what speaks against it
 */
export async function prepare(
  { target, registry }: { target: Target; registry: Registry },
  { id, object, by }: Decision,
  print: (text: string) => void,
): Promise<Resolution> {
  // In this order: an attempt that is claimed after the record was read makes the write fail.
  const found = await findOperation(target.ledger, id);
  if (found === undefined) throw new UsageError(`There is no operation ${id}.`);
  print(formatOne(found, target.now()));
  const one = openOf(found, registry);
  const write = resolvedByPerson(
    object === undefined
      ? await denied(target, one, print)
      : await confirmed(target, { one, object }),
    by,
  );
  if (one.lookup === 'none') {
    print(
      'Nothing at the provider tells this operation from another: what is written is your word.',
    );
  }
  print(formatWrite(write));
  return { id, write, by };
}

function complaintAbout(id: string, written: Exclude<WriteResult, { kind: 'written' }>): string {
  if (written.kind === 'lost') {
    const cause = causeOf(written.cause) ?? 'no answer';
    return `Nobody knows whether ${id} was written, for the table did not say (${cause}). Look: show ${id}`;
  }
  const { record } = written;
  const now = record === 'unreadable' ? unreadable : formatState(record);
  return `${id} has changed meanwhile. It is now ${now}.`;
}

/** Where the table's answer was lost and it was asked again, this decision meets itself. */
const isOwn = (written: WriteResult, { actor, reason }: ResolvedBy): boolean =>
  written.kind === 'held' &&
  written.record !== 'unreadable' &&
  written.record.resolvedBy?.actor === actor &&
  written.record.resolvedBy.reason === reason;

/** Writes what was prepared. @throws UsageError where the operation has changed since, or the table did not say */
export async function carryOut({ ledger }: Target, { id, write, by }: Resolution): Promise<void> {
  const written = await storeOf(ledger).update(id, write);
  if (written.kind === 'written' || isOwn(written, by)) return;
  throw new UsageError(complaintAbout(id, written));
}
