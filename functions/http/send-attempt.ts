import { rowOf } from '../operations.ts';
import type { Attempt } from '../ledger/claim.ts';
import { absenceIsConclusive } from '../ledger/quarantine.ts';
import { maySend } from '../ledger/resend-rules.ts';
import { now } from '../platform/clock.ts';
import type { LogLine } from '../platform/log.ts';
import { contradicts } from '../providers/contradiction.ts';
import type { Outcome } from '../providers/outcome.ts';
import type { ProviderAccess } from '../providers/client/provider-access.ts';
import { toProviderRequest, type ProviderRequest } from '../providers/client/provider-request.ts';
import type { CallContext } from '../providers/client/read-from-provider.ts';
import { callProvider } from '../providers/client/retry-after-401.ts';
import { readObject } from '../recovery/lookup/read-object.ts';
import { searchList } from '../recovery/lookup/search-list.ts';
import { earliestOf } from '../recovery/lookup/windows.ts';
import type { Deadline } from './deadline.ts';
import { withReference, type Prepared } from './prepare-mutation.ts';

/** An attempt, its deadline, and the log line of its request. */
type Sending = {
  readonly attempt: Attempt;
  readonly deadline: Deadline;
  readonly line: LogLine;
};

/** Sends one attempt. An answer that contradicts what was asked for decides nothing. Never throws. */
export async function sendAttempt(
  access: ProviderAccess,
  prepared: Prepared,
  { attempt, deadline, line }: Sending,
): Promise<Outcome> {
  const { secret, request, operation, id } = prepared;
  const { contract } = operation;
  const answered = {
    reference: id,
    path: request.pathParameters,
    since: earliestOf(attempt),
  };
  const context = { secret, signal: deadline.provider, line };
  const providerRequest = await completeRequest(access, prepared, context);
  if ('kind' in providerRequest) return providerRequest;
  const outcome =
    (await searchFirst(access, prepared, { attempt, context })) ??
    (await callProvider(access, {
      ...context,
      request: withKey(providerRequest, prepared, attempt),
      parse: (body) => contract.parse(body, answered),
      isSentAgain: attempt.number > 1,
      maySend: () => {
        if (!maySend(attempt, now())) return 'lease_over';
        return deadline.hasTime() ? true : 'no_time_left';
      },
    }));
  line.outcome = outcome.kind;
  if (outcome.kind === 'rejected' && attempt.number > 1) {
    return contract.interpretRejectionOnRetry?.(outcome, answered) ?? outcome;
  }
  if (outcome.kind !== 'done') return outcome;
  const expected = contract.expect?.({ path: answered.path, body: request.body.value });
  return contradicts(outcome.object, { ...expected, reference: id })
    ? { kind: 'unknown', why: 'contradicts' }
    : outcome;
}

/**
 * What is written to the provider: what was hashed at the claim; and for a change that would drop a part of its object
 * also that part, read a moment before.
 */
async function completeRequest(
  access: ProviderAccess,
  { id, operation, request, providerRequest }: Prepared,
  context: CallContext,
): Promise<ProviderRequest | Extract<Outcome, { kind: 'not_attempted' }>> {
  if (operation.contract.readsFirst?.(request.body.value) !== true) return providerRequest;
  const found = await readObject(access, request, context);
  if (found.kind !== 'found') return found;
  const body = withReference(operation, request, { reference: id, found: found.object });
  return toProviderRequest(access.origin, request, body);
}

/**
 * Before an attempt is sent again to a provider without keys, its list is searched for what an earlier attempt made.
 * Found, that is the outcome. Not found, the attempt is sent, but only once the list's silence may be believed.
 */
async function searchFirst(
  access: ProviderAccess,
  { id, operation, request }: Prepared,
  { attempt, context }: { attempt: Attempt; context: CallContext },
): Promise<Outcome | undefined> {
  const { search } = operation.contract;
  if (search === undefined || rowOf(operation.id).resend !== 'search-first') return undefined;
  if (attempt.number === 1) return undefined;
  const { path, headers } = request;
  const { firstAt } = attempt;
  const found = await searchList(
    access,
    { reference: id, firstAt, path, headers, search },
    context,
  );
  if (found !== undefined || absenceIsConclusive(attempt)) return found;
  return { kind: 'not_attempted', why: 'may_still_land' };
}

/** The request with the provider's idempotency key, on the operations for which it has one. */
function withKey(
  request: ProviderRequest,
  { operation }: Prepared,
  { providerKey }: Attempt,
): ProviderRequest {
  const { idempotency } = operation.provider;
  if (idempotency === undefined || rowOf(operation.id).resend !== 'provider-key') return request;
  return { ...request, headers: { ...request.headers, [idempotency.header]: providerKey } };
}
