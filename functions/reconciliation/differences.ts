import { maxEffectAfterClaimMs } from '../ledger/quarantine.ts';
import { succeededWith, type OperationRecord } from '../ledger/record.ts';
import { after, skewMs } from '../platform/clock.ts';
import type { ProviderObject } from '../providers/outcome.ts';
import { mayBecome } from '../providers/follows.ts';
import type { Provider } from '../providers/provider.ts';
import { isFailed } from '../recovery/conclude.ts';
import type { Difference } from '../recovery/finding.ts';

type States = Pick<Provider, 'follows' | 'failedStates'>;

/** Whether a payment's amount can't come of the one on record. A later operation, such as a partial capture, lessens it. */
function amountDiffers({ amount, state }: ProviderObject, { result }: OperationRecord): boolean {
  if (amount === undefined || result?.amount === undefined) return false;
  return amount > result.amount || (amount < result.amount && state === result.state);
}

const stateDiffers = (
  object: ProviderObject,
  { result }: OperationRecord,
  { follows }: States,
): boolean =>
  object.id === object.resource &&
  object.state !== undefined &&
  result?.state !== undefined &&
  !mayBecome(result.state, object.state, follows);

/** How an object that carries a completed operation's id, or that the operation changed, differs from its record. */
export function differencesOf(
  object: ProviderObject,
  record: OperationRecord,
  provider: States,
): readonly Difference[] {
  const latestAt = after(record.lastAt, maxEffectAfterClaimMs + skewMs);
  const isLate = object.at !== undefined && object.at > latestAt;
  const late: readonly Difference[] = isLate ? ['late_effect'] : [];
  if (record.state === 'FAILED') {
    return isFailed(provider, object) ? [] : [...late, 'failed_but_executed'];
  }
  if (record.state === 'PENDING') return late;
  if (!succeededWith(record, object.id)) {
    // A rejected attempt may have left another behind.
    return isFailed(provider, object) ? [] : [...late, 'second_object'];
  }
  return [
    ...late,
    ...(amountDiffers(object, record) ? (['amount_differs'] as const) : []),
    ...(stateDiffers(object, record, provider) ? (['state_differs'] as const) : []),
  ];
}
