import { objectPath, type OpenOperation } from '../recovery/lookup/open-operation.ts';
import { reportGap } from '../recovery/lookup/provider-lookup.ts';
import { readObject, type FoundObject } from '../recovery/lookup/read-object.ts';
import type { ReconciliationContext, Seen } from './context.ts';

/** The objects of one stretch, each read once, however many operations are on it. */
export type StretchReads = {
  /** What a list has shown at a path; undefined where none has. */
  readonly listed: (path: string) => unknown;
  /** The object at a path; reported, and undefined, where the provider does not say. */
  readonly object: (operation: OpenOperation, path: string) => Promise<FoundObject | undefined>;
  /** The same of what a create made. */
  readonly made: (operation: OpenOperation, id: string) => Promise<FoundObject | undefined>;
};

const idIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export function stretchReads(
  { lookups }: ReconciliationContext,
  listed: Seen['objects'],
): StretchReads {
  const reads = new Map<string, ReturnType<typeof readObject>>();
  const object: StretchReads['object'] = async ({ record }, path) => {
    const reading =
      reads.get(path) ?? readObject(lookups.access, { path, headers: {} }, lookups.call);
    reads.set(path, reading);
    const found = await reading;
    if (found.kind === 'found') return found;
    const about = { operationId: record.id, object: idIn(path), why: found.why };
    reportGap(lookups, 'object_not_read', about);
    return undefined;
  };
  return {
    listed: (path) => listed.get(idIn(path))?.item,
    object,
    made: (operation, id) => object(operation, `${objectPath(operation)}/${id}`),
  };
}
