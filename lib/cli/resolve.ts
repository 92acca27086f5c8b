import { isLookedUp } from '../../functions/operations.ts';
import type { Registry } from '../../functions/providers/registry.ts';
import {
  openOperation,
  type OpenOperation,
} from '../../functions/recovery/lookup/open-operation.ts';
import { isPast, type EpochMs } from '../../functions/platform/clock.ts';
import type { ResolvedBy, ConditionalWrite, WriteResult } from '../../functions/ledger/record.ts';
import { causeOf } from '../../functions/platform/log.ts';
import { completionBy, contradictsRecord, isFailed } from '../../functions/recovery/conclude.ts';
import type {
  ObservedObject,
  ProviderLookup,
} from '../../functions/recovery/lookup/provider-lookup.ts';
import { denialAllowedFrom } from '../../functions/ledger/quarantine.ts';
import { closeNotExecuted, resolvedByPerson, succeed } from '../../functions/ledger/transitions.ts';
import { UsageError } from '../host/usage-error.ts';
import type { Decision } from './decision.ts';
import { findOperation, storeOf, type FoundOperation } from './open-operations.ts';
import { openProviderReader } from './provider-reader.ts';
import type { Target } from './targets.ts';
import { formatAmount, formatOne, formatState, formatWrite, unreadable } from './output/format.ts';
import { moment } from './prospect.ts';
import { cautionsOf } from './evidence/cautions.ts';
import { readEvidence } from './evidence/read-evidence.ts';
import type { Wording } from './output/wording.ts';

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

/** Where an operation is looked up and decided, and how a person is told what to say. */
export type Place = {
  readonly target: Target;
  readonly registry: Registry;
  readonly wording: Wording;
};

/** What a person reads before a decision is written, in this order; a caution may come several times or never. */
export type Reading =
  | { readonly kind: 'record'; readonly found: FoundOperation; readonly at: EpochMs }
  | { readonly kind: 'caution'; readonly text: string }
  | { readonly kind: 'write'; readonly write: ConditionalWrite };

type Show = (reading: Reading) => void;

/** What of another amount is shown cannot be an operation's doing, whatever it carries: of that a person may say no. */
export const ownOf = (
  { record }: OpenOperation,
  { observed, couldBe }: ProviderLookup,
): Pick<ProviderLookup, 'observed' | 'couldBe'> => ({
  observed: observed.filter((seen) => !contradictsRecord(record, seen)),
  ...(couldBe !== undefined && { couldBe }),
});

/** What the provider shows of an operation, where it can show anything. @throws UsageError where it did not say */
const lookUpOf = async (target: Target, one: OpenOperation): Promise<ProviderLookup | undefined> =>
  one.record.attempts > 0 && isLookedUp(one.lookup)
    ? (await openProviderReader(target, one)).lookUp()
    : undefined;

/** The write that says no, once nothing can be under way any more and the provider shows nothing of it. */
async function denied(
  { target, wording }: Place,
  one: OpenOperation,
  show: Show,
): Promise<ConditionalWrite> {
  const { record } = one;
  const from = denialAllowedFrom(record);
  if (!isPast(from, target.now())) {
    const when = wording.notExecutedFrom(moment(from));
    throw new UsageError(`${record.id} may still be executed. ${when}.`);
  }
  const shown = await lookUpOf(target, one);
  const lookup = shown && ownOf(one, shown);
  const evidence = await readEvidence(target.ledger, record);
  for (const text of cautionsOf({ record, evidence, lookup })) show({ kind: 'caution', text });
  const ids = (lookup?.observed ?? []).map(({ object }) => object.id);
  const [id] = ids;
  if (id === undefined) return closeNotExecuted(record, target.now());
  throw new UsageError(
    `${one.provider.name} shows ${ids.join(', ')}, as ${record.id} would have left it. ${wording.executed(id)}`,
  );
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
  { target, wording }: Place,
  { one, object }: { one: OpenOperation; object: string },
): Promise<ConditionalWrite> {
  const { record } = one;
  if (record.attempts === 0) {
    throw new UsageError(`Nothing of ${record.id} was ever sent. ${wording.notExecuted}.`);
  }
  const seen = await (await openProviderReader(target, one)).objectOf(object);
  const against = objection(one, seen);
  if (against !== undefined) throw new UsageError(`${against}. Nothing was written.`);
  return succeed(record, completionBy(record, seen), target.now());
}

/**
 * Looks whether a decision may be written, and changes nothing.
 *
 * @param show is given what is known, then what speaks against it, and then what would be written
 * @throws UsageError that names what must not be written
 */
export async function prepare(
  place: Place,
  { id, object, by }: Decision,
  show: Show,
): Promise<Resolution> {
  const { target, registry } = place;
  // In this order: an attempt that is claimed after the record was read makes the write fail.
  const found = await findOperation(target.ledger, id);
  if (found === undefined) throw new UsageError(`There is no operation ${id}.`);
  show({ kind: 'record', found, at: target.now() });
  const one = openOf(found, registry);
  const write = resolvedByPerson(
    object === undefined ? await denied(place, one, show) : await confirmed(place, { one, object }),
    by,
  );
  if (one.lookup === 'none') {
    const text =
      'Nothing at the provider tells this operation from another: what is written is your word.';
    show({ kind: 'caution', text });
  }
  show({ kind: 'write', write });
  return { id, write, by };
}

/** What is read before a decision, for a terminal. */
export function formatReading(reading: Reading): string {
  switch (reading.kind) {
    case 'record':
      return formatOne(reading.found, reading.at);
    case 'caution':
      return reading.text;
    case 'write':
      return formatWrite(reading.write);
  }
}

function complaintAbout(
  id: string,
  written: Exclude<WriteResult, { kind: 'written' }>,
  { look }: Wording,
): string {
  if (written.kind === 'lost') {
    const cause = causeOf(written.cause) ?? 'no answer';
    return `Nobody knows whether ${id} was written, for the table did not say (${cause}). Look: ${look(id)}`;
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
export async function carryOut(
  { target: { ledger }, wording }: Omit<Place, 'registry'>,
  { id, write, by }: Resolution,
): Promise<void> {
  const written = await storeOf(ledger).update(id, write);
  if (written.kind === 'written' || isOwn(written, by)) return;
  throw new UsageError(complaintAbout(id, written, wording));
}
