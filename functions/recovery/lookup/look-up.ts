import { lookUpInLists } from './look-up-in-lists.ts';
import { lookUpObject } from './look-up-object.ts';
import type { OpenOperation } from './open-operation.ts';
import type { LookupContext, ProviderLookup } from './provider-lookup.ts';

/** Looks up what a single operation did, as its contract says; undefined where the provider did not say. */
export async function lookUp(
  context: LookupContext,
  open: OpenOperation,
): Promise<ProviderLookup | undefined> {
  if (open.contract.showsEffect !== undefined) {
    return lookUpObject(context, open, () => Promise.resolve(undefined));
  }
  let result: ProviderLookup | undefined;
  await lookUpInLists(context, [open], (_, lookup) => {
    result = lookup;
    return Promise.resolve();
  });
  return result;
}
