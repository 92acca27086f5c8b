import type { Destination } from '../providers/call.ts';
import type { Difference } from '../reconciliation/differences.ts';
import type { Case, Catalogue } from './open-operation.ts';
import type { EpochMs } from '../platform/clock.ts';
import { concurrently } from '../platform/concurrently.ts';
import type { Entry, LedgerTable } from '../ledger/record.ts';
import type { LedgerIndex } from '../ledger/indexes.ts';
import type { Line } from '../platform/log.ts';
import { lookAtObject, lookInLists } from './lookups.ts';
import { conclude, type Conclusion, type Look, type Neighbours } from './conclude.ts';

/** What a person must know of, as it is reported. */
export type Finding =
  | Difference
  /** What stands at the provider cannot be what this operation made, or another object is on record. */
  | 'contradiction'
  /** The operation was sent to another account than the secret's. */
  | 'other_account'
  /** Written by another version of the gateway. */
  | 'unreadable'
  /** There is no such row any more. */
  | 'unknown_operation'
  /** Nothing can be under way any more, and no read has ended it: it must be settled by hand. */
  | 'for_a_person'
  | 'secret_empty'
  /** The provider's list could not be read whole; why says what was wrong with it. */
  | 'list_not_read'
  /** The provider did not say how an object stands. */
  | 'object_not_read';

/** What a finding is about. */
export type About = {
  readonly operationId?: string | undefined;
  /** The provider's id of an object. */
  readonly object?: string | undefined;
  readonly why?: string | undefined;
};

/** All that it takes to read about operations and to write what became of them. */
export type Desk = {
  readonly table: LedgerTable;
  readonly index: LedgerIndex;
  readonly now: () => EpochMs;
  readonly catalogue: Catalogue;
  /** By the provider's name. */
  readonly destinations: ReadonlyMap<string, Destination>;
  readonly line: Line;
  readonly report: (finding: Finding, about: About) => void;
  /** Aborts when the run must come to its end; what it has not come to is left as it is. */
  readonly until: AbortSignal;
};

/** Requests to one provider at a time: whoever only reads must not take the rate that callers need. */
const requestsAtOnce = 4;

/** Who else may have changed the payment that an operation is about; undefined where that cannot be known. */
async function neighboursOf(
  { index, table, now }: Desk,
  { payment, operation }: Entry,
): Promise<Neighbours | undefined> {
  if (payment === undefined) return undefined;
  const listedAt = now();
  const entries: Entry[] = [];
  for (const id of await index.onPayment(payment, operation)) {
    const held = await table.get(id);
    if (held.kind !== 'held' || held.entry === 'unreadable') return undefined;
    entries.push(held.entry);
  }
  return { listedAt, entries };
}

/**
 * Reads at one provider what became of open operations there, and ends those of which it shows enough. Every entry was
 * read consistently before.
 *
 * @param concluded is told of each; of those that the time did not suffice for it is not
 * @throws what an index or Secrets Manager threw
 */
export async function resolveAt<Open extends Case>(
  desk: Desk,
  { provider, cases }: { provider: string; cases: readonly Open[] },
  concluded: (one: Open, conclusion: Conclusion) => Promise<void>,
): Promise<void> {
  const destination = desk.destinations.get(provider);
  if (destination === undefined) throw new Error(`The provider ${provider} is not there.`);
  const secret = await destination.secret.current();
  if (secret.secretKey === '') desk.report('secret_empty', { why: provider });
  const isOfAccount = ({ id, account }: Entry): boolean => {
    if (account !== secret.account) desk.report('other_account', { operationId: id });
    return account === secret.account;
  };
  const looksFor = ({ entry, find }: Case): boolean =>
    entry.attempts > 0 && find !== 'none' && secret.secretKey !== '' && isOfAccount(entry);
  const end = async (one: Open, look: Look | undefined): Promise<void> => {
    const alarm = (finding: Finding): void => {
      desk.report(finding, { operationId: one.entry.id });
    };
    await concluded(one, await conclude({ ...desk, alarm }, one, look));
  };

  const sought = new Set(cases.filter(looksFor));
  const bounds = { workers: requestsAtOnce, until: desk.until };
  const looking = {
    destination,
    asking: { secret, signal: desk.until, line: desk.line },
    now: desk.now,
  };
  await concurrently(
    cases.filter((one) => !sought.has(one)),
    bounds,
    (one) => end(one, undefined),
  );
  await concurrently(
    [...sought].filter(({ contract }) => contract.shows !== undefined),
    bounds,
    async (one) => {
      await end(one, await lookAtObject(looking, one, () => neighboursOf(desk, one.entry)));
    },
  );
  await lookInLists(
    looking,
    [...sought].filter(({ contract }) => contract.search !== undefined),
    {
      each: end,
      gap: (operation, why) => {
        desk.report('list_not_read', { why: `${operation}: ${why}` });
      },
    },
  );
}
