import { fileOf, operationIds, providerNames, rowOf } from '../functions/operations.ts';
import type { Provider } from '../functions/providers/provider.ts';
import type { Catalogue } from '../functions/recovery/open-operation.ts';
import type { AnyContract } from '../functions/providers/contract.ts';

/**
 * All providers and the contracts of all operations that act, for a command: what lib/bundle.ts hands to a function.
 * Found by the names that their files have, so that a new provider or operation is in it by its row.
 *
 * @throws Error where a file does not export what its name promises
 */
export async function loadCatalogue(): Promise<Catalogue> {
  const providers: Provider[] = [];
  for (const name of providerNames) {
    providers.push((await exportOf(`providers/${name}/${name}`, name)) as Provider);
  }
  const contracts: Record<string, AnyContract> = {};
  for (const id of operationIds.filter((each) => rowOf(each).effect === 'once')) {
    contracts[id] = (await exportOf(fileOf(id), 'contract')) as AnyContract;
  }
  return { providers, contracts };
}

async function exportOf(file: string, name: string): Promise<unknown> {
  const path = `../functions/${file}.ts`;
  const exported = ((await import(path)) as Record<string, unknown>)[name];
  if (exported === undefined) throw new Error(`functions/${file}.ts must export ${name}.`);
  return exported;
}
