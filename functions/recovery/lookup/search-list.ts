import { secondMs, type EpochMs } from '../../platform/clock.ts';
import type { Outcome } from '../../providers/outcome.ts';
import type { ProviderAccess } from '../../providers/client/provider-access.ts';
import type { CallContext } from '../../providers/client/read-from-provider.ts';
import { findInList } from './find-in-list.ts';
import { readListed, type List } from './read-page.ts';
import { earliestOf } from './windows.ts';

/** Half of the longest time for the provider: the rest is for what is sent if nothing is found. */
export const searchMs = 9 * secondMs;

/**
 * Searches the provider's list, page by page, for what an earlier attempt may have made, by the operation id that it
 * carries and by nothing else. Never throws.
 *
 * @returns the found object as the attempt's own outcome, as the provider shows it today; undefined where the whole list
 *   was read and it is not there; not attempted where the list could not be read to its end
 */
export async function searchList(
  access: ProviderAccess,
  { reference, firstAt, ...list }: List & { readonly reference: string; readonly firstAt: EpochMs },
  context: CallContext,
): Promise<Outcome | undefined> {
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(searchMs)]);
  const { found, gap } = await findInList(access, list, {
    ...context,
    signal,
    references: new Map([[reference, earliestOf({ firstAt })]]),
    stopsAtFirst: true,
  });
  const [id, ...others] = found.get(reference)?.keys() ?? [];
  if (id === undefined) return gap;
  // Nobody knows which of the two a caller may have been told: a person decides.
  if (others.length > 0) return { kind: 'unknown', why: 'contradicts' };
  return readListed(access, list, { ...context, id });
}
