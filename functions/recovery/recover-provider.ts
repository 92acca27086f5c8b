import { isLookedUp } from '../operations.ts';
import { quarantineEndsAt } from '../ledger/quarantine.ts';
import type { OperationRecord } from '../ledger/record.ts';
import { isPast } from '../platform/clock.ts';
import { allEnded, concurrently } from '../platform/concurrently.ts';
import { emptyPlaces } from '../providers/provider-secret.ts';
import type { ResourceOperations } from './attribution.ts';
import { conclude, type Conclusion } from './conclude.ts';
import type { Finding } from './finding.ts';
import { lookUpInLists } from './lookup/look-up-in-lists.ts';
import { lookUpObject } from './lookup/look-up-object.ts';
import type { OpenOperation } from './lookup/open-operation.ts';
import {
  requestsAtOnce,
  type LookupContext,
  type ProviderLookup,
} from './lookup/provider-lookup.ts';
import type { RunReads } from './reads.ts';
import type { RecoveryContext } from './recovery-context.ts';

/** Who else may have changed the payment that an operation is about; undefined where that cannot be known. */
async function othersOn(
  { indexes, store, now }: RecoveryContext,
  { resource, operation }: OperationRecord,
): Promise<ResourceOperations | undefined> {
  if (resource === undefined) return undefined;
  const listedAt = now();
  const records: OperationRecord[] = [];
  for (const id of await indexes.onResource(resource, operation)) {
    const stored = await store.get(id);
    if (stored.kind !== 'held' || stored.record === 'unreadable') return undefined;
    records.push(stored.record);
  }
  return { listedAt, records };
}

/**
 * Reads at one provider what became of open operations there, and completes those of which it shows enough. Every record
 * was read consistently before.
 *
 * @param concluded is told of each operation; of those for which the time did not suffice only where they must make way
 * @throws what an index or Secrets Manager threw
 */
export async function recoverProvider<Open extends OpenOperation>(
  given: RecoveryContext,
  {
    provider,
    operations,
    reads,
  }: {
    provider: string;
    operations: readonly Open[];
    /** Of this run. @default - nothing holds reads back */
    reads?: RunReads | undefined;
  },
  concluded: (open: Open, conclusion: Conclusion) => Promise<void>,
): Promise<void> {
  const context: RecoveryContext = {
    ...given,
    report: (finding, about) => {
      given.report(finding, { provider, ...about });
    },
  };
  const { until = context.until, gate, taken = all } = reads ?? {};
  const { writesUntil = context.until } = context;
  const access = context.providers.get(provider);
  if (access === undefined) throw new Error(`The provider ${provider} is not there.`);
  const secret = await access.secret.current();
  const isFilled = emptyPlaces(access.provider, secret).length === 0;
  if (!isFilled) context.report('secret_empty', { why: provider });
  const isOfAccount = ({ id, account }: OperationRecord): boolean => {
    if (account !== secret.account) context.report('other_account', { operationId: id });
    return account === secret.account;
  };
  const canLookUp = ({ record, lookup }: OpenOperation): boolean =>
    record.attempts > 0 && isLookedUp(lookup) && isFilled && isOfAccount(record);
  /** A walk through a whole day, once an absence counts, may take more time than a run has: it makes way for others. */
  const makesWay = ({ record, contract }: Open): boolean =>
    context.until.aborted &&
    contract.search !== undefined &&
    isPast(quarantineEndsAt(record), context.now());
  /** The provider is down, or the time is over: it keeps its place among those that are due. */
  const keepsPlace = (open: Open): boolean => until.aborted && !makesWay(open);
  const finish = async (open: Open, lookup: ProviderLookup | undefined): Promise<void> => {
    const isUnanswered = lookup === undefined && lookedUp.has(open);
    if (writesUntil.aborted || (isUnanswered && keepsPlace(open))) return;
    if (isUnanswered && reads?.isTrial === true) {
      await concluded(open, 'unanswered');
      return;
    }
    const reportFinding = (finding: Finding): void => {
      context.report(finding, { operationId: open.record.id });
    };
    const conclusion = await conclude({ ...context, reportFinding }, open, lookup);
    if (conclusion === 'completed') context.completed?.(open.record.id);
    await concluded(open, conclusion);
  };

  const lookedUp = new Set(operations.filter(canLookUp));
  const lookups = {
    access,
    call: { secret, signal: until, line: context.line, gate },
    now: context.now,
    windowOf: context.windowOf,
    report: context.report,
  };
  await concurrently(
    operations.filter((open) => !lookedUp.has(open)),
    { workers: requestsAtOnce, until: context.until },
    (open) => finish(open, undefined),
  );
  await lookUpEach({ context, lookups, reads }, taken([...lookedUp]), finish);
}

const all = <Open>(operations: readonly Open[]): readonly Open[] => operations;

type Finish<Open> = (open: Open, lookup: ProviderLookup | undefined) => Promise<void>;

/** Looks up each, by objects and by lists side by side: neither has to wait for the other to end. */
async function lookUpEach<Open extends OpenOperation>(
  {
    context,
    lookups,
    reads,
  }: { context: RecoveryContext; lookups: LookupContext; reads: RunReads | undefined },
  operations: readonly Open[],
  finish: Finish<Open>,
): Promise<void> {
  const before = reads?.unanswered() ?? 0;
  await allEnded([
    concurrently(
      operations.filter(({ contract }) => contract.showsEffect !== undefined),
      { workers: requestsAtOnce, until: lookups.call.signal },
      async (open) => {
        const others = () => othersOn(context, open.record);
        await finish(open, await lookUpObject(lookups, open, others));
      },
    ),
    lookUpInLists(
      lookups,
      operations.filter(({ contract }) => contract.search !== undefined),
      async (open, lookup) => {
        // One failure of a list must not put off all who wait for it.
        const hasFailed = reads !== undefined && reads.unanswered() > before;
        if (lookup === undefined && hasFailed && !reads.isTrial) return;
        await finish(open, lookup);
      },
    ),
  ]);
}
