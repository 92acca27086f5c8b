import { noContent } from '../../providers/outcome.ts';
import type { ResourceOperations } from '../attribution.ts';
import { effectIn, objectPath, type OpenOperation } from './open-operation.ts';
import { lookupStart, type LookupContext, type ProviderLookup } from './provider-lookup.ts';
import { readObject } from './read-object.ts';

/**
 * Looks up the object that the operation's path names. Never throws; sends nothing but reads.
 *
 * @param listOthers lists the operations that may have caused a state; asked only where that matters
 * @returns undefined where the provider did not say how the object is
 */
export async function lookUpObject(
  context: LookupContext,
  open: OpenOperation,
  listOthers: () => Promise<ResourceOperations | undefined>,
): Promise<ProviderLookup | undefined> {
  const start = lookupStart(context);
  const target = { path: objectPath(open), headers: {} };
  const found = await readObject(context.access, target, context.call);
  if (found.kind !== 'found') return undefined;
  const object = effectIn(open, found.object);
  if (object === undefined) return { ...start, observed: [] };
  const answer = found.object === undefined ? noContent : found.answer;
  const wasObserved = open.lookup === 'status' && open.record.observedAt !== undefined;
  const others = wasObserved ? await listOthers() : undefined;
  return { ...start, observed: [{ answer, object }], others };
}
