import type { Destination } from '../providers/call.ts';
import { secondMs } from '../platform/clock.ts';
import type { Outcome } from '../providers/outcome.ts';
import type { Asking } from '../providers/read.ts';
import { readFound, seek, type List } from './walk-list.ts';

/** Half of the longest time for the provider: the rest is for what is sent if nothing is found. */
export const searchMs = 9 * secondMs;

/**
 * Searches the provider's list, page by page, for what an earlier attempt may have made, by the operation id that it
 * carries and by nothing else. Never throws.
 *
 * @returns the found object as the attempt's own outcome, in the provider's words of today; undefined where the whole
 *   list was read and it is not there; not attempted where the list could not be read to its end
 */
export async function search(
  destination: Destination,
  { reference, ...list }: List & { readonly reference: string },
  asking: Asking,
): Promise<Outcome | undefined> {
  const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(searchMs)]);
  const { found, gap } = await seek(destination, list, {
    ...asking,
    signal,
    references: new Set([reference]),
    stopsAtFirst: true,
  });
  const [id, ...others] = found.get(reference) ?? [];
  if (id === undefined) return gap;
  // Which of them a caller may have been told nobody knows: a person decides.
  if (others.length > 0) return { kind: 'unknown', why: 'contradicts' };
  return readFound(destination, list, { ...asking, id });
}
