import type { Provider } from '../providers/provider.ts';
import { after, skewMs } from '../platform/clock.ts';
import type { Entry } from '../ledger/record.ts';
import type { Told } from '../providers/outcome.ts';
import { hasFailed } from '../recovery/conclude.ts';
import { landedMs } from '../ledger/transitions.ts';

/** How what stands at a provider and what is on record may disagree. */
export type Difference =
  /** An object that no operation on record made: made past the gateway, or by another stack, or its record is lost. */
  | 'object_without_record'
  /** A success on record of which the provider shows nothing any more. */
  | 'record_without_object'
  /** On record as failed, and it was executed. */
  | 'failed_but_executed'
  /** Another object than the one on record carries the operation's id. */
  | 'second_object'
  | 'amount_differs'
  /** The object is in a state that cannot follow the one on record. */
  | 'state_differs'
  /** It took effect later than any request may: {@link flightMs} of transitions.ts is wrong. */
  | 'late_effect';

/** Whether a state may follow another, at once or through others; of states that nobody named nothing is known. */
export function mayBecome(from: string, to: string, follows: Provider['follows']): boolean {
  const reached = new Set([from]);
  for (const state of reached) for (const next of follows[state] ?? []) reached.add(next);
  return reached.has(to) || follows[from] === undefined || follows[to] === undefined;
}

/** Whether a payment's amount can't come of the one on record. A later operation, such as a capture of a part, lessens it. */
function amountDiffers({ amount, state }: Told, { result }: Entry): boolean {
  if (amount === undefined || result?.amount === undefined) return false;
  return amount > result.amount || (amount < result.amount && state === result.state);
}

const stateDiffers = (told: Told, { result }: Entry, follows: Provider['follows']): boolean =>
  told.object === told.payment &&
  told.state !== undefined &&
  result?.state !== undefined &&
  !mayBecome(result.state, told.state, follows);

/** How an object that carries a settled operation's id, or that the operation changed, differs from what is on record. */
export function differencesOf(
  told: Told,
  entry: Entry,
  follows: Provider['follows'],
): readonly Difference[] {
  const isLate = told.at !== undefined && told.at > after(entry.lastAt, landedMs + skewMs);
  const late: readonly Difference[] = isLate ? ['late_effect'] : [];
  if (entry.state === 'FAILED') {
    return hasFailed({ told }) ? [] : [...late, 'failed_but_executed'];
  }
  if (entry.state === 'PENDING') return late;
  if (entry.result?.object !== told.object) return [...late, 'second_object'];
  return [
    ...late,
    ...(amountDiffers(told, entry) ? (['amount_differs'] as const) : []),
    ...(stateDiffers(told, entry, follows) ? (['state_differs'] as const) : []),
  ];
}
