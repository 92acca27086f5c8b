import type { ResourceOperations } from '../attribution.ts';
import { objectPath, observe, type OpenOperation } from './open-operation.ts';
import {
  lookupStart,
  reportGap,
  type LookupContext,
  type ProviderLookup,
} from './provider-lookup.ts';
import { readObject } from './read-object.ts';

/**
 * Looks up the object that the operation's path names. Never throws; sends nothing but reads.
 *
 * @param listOthers lists the operations that may have caused a state; asked only where that matters
 * @returns undefined where the provider did not say how the object is, or not in a form that is understood
 */
export async function lookUpObject(
  context: LookupContext,
  open: OpenOperation,
  listOthers: () => Promise<ResourceOperations | undefined>,
): Promise<ProviderLookup | undefined> {
  const start = lookupStart(context);
  const path = objectPath(open);
  const report = (why: string): void => {
    const object = path.slice(path.lastIndexOf('/') + 1);
    reportGap(context, 'object_not_read', { operationId: open.record.id, object, why });
  };
  const found = await readObject(context.access, { path, headers: {} }, context.call);
  if (found.kind !== 'found') {
    report(found.why);
    return undefined;
  }
  const endedAt = context.now();
  const observation = observe(open, found.object);
  if (observation.kind === 'unclear') {
    report(observation.why);
    return undefined;
  }
  const { answer = found.answer } = observation;
  const observed = observation.objects.map((object) => ({ answer, object }));
  const couldBe = (observation.couldBe ?? []).map((object) => ({ answer, object }));
  if (couldBe.length > 0 && observed.length === 0) report('carries_no_reference');
  const wasObserved = open.lookup === 'status' && open.record.observedAt !== undefined;
  const others = wasObserved && observed.length > 0 ? await listOthers() : undefined;
  return { ...start, endedAt, observed, couldBe, others };
}
