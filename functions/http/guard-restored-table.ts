import { rowOf } from '../operations.ts';
import type { ClaimRequest } from '../ledger/claim.ts';
import type { Ports } from '../ledger/execute-once.ts';
import { now } from '../platform/clock.ts';
import type { LogLine } from '../platform/log.ts';
import type { ProviderAccess } from '../providers/client/provider-access.ts';
import { claimIfForgotten } from '../recovery/claim-after-restore.ts';
import { lookUp } from '../recovery/lookup/look-up.ts';
import { mayBeForgotten, type Restore } from '../recovery/restore.ts';
import { searchMs } from '../recovery/lookup/search-list.ts';
import type { Deadline } from './deadline.ts';
import type { Prepared } from './prepare-mutation.ts';

/**
 * Where the table has been restored, an operation that it may have forgotten is looked up at the provider before it is
 * claimed. Elsewhere this does nothing.
 *
 * @throws GatewayError not_attempted where the table does not answer
 */
export async function guardRestoredTable(
  access: ProviderAccess,
  { operation, secret }: Prepared,
  guard: {
    readonly claimRequest: ClaimRequest;
    readonly restore: Restore | undefined;
    readonly ports: Ports;
    readonly deadline: Deadline;
    readonly line: LogLine;
  },
): Promise<void> {
  const { claimRequest, restore, ports, deadline, line } = guard;
  if (!mayBeForgotten(restore, ports.now())) return;
  const { id, provider, contract } = operation;
  const { lookup = 'none' } = rowOf(id);
  // What is harmless is made again: the provider's own key stops a copy for as long as one could be used.
  if (lookup === 'harmless') return;
  const signal = AbortSignal.any([deadline.provider, AbortSignal.timeout(searchMs)]);
  // The request's own answer says that nothing is proven.
  const report = (): void => undefined;
  const context = { access, now, call: { secret, signal, line }, report };
  await claimIfForgotten(ports, claimRequest, {
    restore,
    lookup,
    provider,
    lookUp: (record) => lookUp(context, { record, operation: id, provider, lookup, contract }),
  });
}
