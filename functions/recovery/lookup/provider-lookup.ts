import type { OperationRecord } from '../../ledger/record.ts';
import type { EpochMs } from '../../platform/clock.ts';
import type { Window } from '../../providers/list-search.ts';
import type { Answer, ProviderObject } from '../../providers/outcome.ts';
import type { ProviderAccess } from '../../providers/client/provider-access.ts';
import type { CallContext } from '../../providers/client/read-from-provider.ts';
import type { ResourceOperations } from '../attribution.ts';
import type { About } from '../finding.ts';

/** Requests to one provider at a time. */
export const requestsAtOnce = 16;

/** An object as the provider shows it, that an operation may have made or changed. */
export type ObservedObject = { readonly answer: Answer; readonly object: ProviderObject };

/** What a lookup at the provider showed of one operation. */
export type ProviderLookup = {
  /** When it began, after the record was read: by then was absent what it does not show. */
  readonly at: EpochMs;
  /** When it ended: by then was there what it shows, and not surely before. */
  readonly endedAt: EpochMs;
  /** Label of the account that was looked into. */
  readonly account: string;
  /** Every object that carries the operation's reference, or that is as the operation would have left it. */
  readonly observed: readonly ObservedObject[];
  /** Whether there may be more than was observed, because not every page of a list could be read. @default - all was read */
  readonly isPartial?: boolean;
  /** Objects that the operation may have made or changed, though nothing says that it was this one; absent: none. */
  readonly couldBe?: readonly ObservedObject[];
  /** Who else may have left it so; only where a state is all that shows the effect, and it was observed before. */
  readonly others?: ResourceOperations | undefined;
};

/** What all lookups have in common: whom to ask, with which secret, what time it is, and who is told of gaps. */
export type LookupContext = {
  readonly access: ProviderAccess;
  readonly call: CallContext;
  readonly now: () => EpochMs;
  /** The time in which what an operation made is looked for in a list, at a moment. @default - wherever it may be */
  readonly windowOf?: ((record: OperationRecord, at: EpochMs) => Window) | undefined;
  /** Called where the provider's answer shows too little to conclude anything from it. */
  readonly report: (finding: 'list_not_read' | 'object_not_read', about: About) => void;
};

/** Reports what could not be read, unless the time for reading is over: then it is the next run's. */
export function reportGap(
  { call, report }: LookupContext,
  finding: 'list_not_read' | 'object_not_read',
  about: About,
): void {
  if (!call.signal.aborted) report(finding, about);
}

/** The begin of a lookup: taken before anything is read. */
export const lookupStart = ({
  call,
  now,
}: LookupContext): Pick<ProviderLookup, 'at' | 'account'> => ({
  at: now(),
  account: call.secret.account,
});
