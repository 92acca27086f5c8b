import {
  pathAtProvider,
  providerOf,
  rowOf,
  type Lookup,
  type ProviderOperationId,
} from '../../operations.ts';
import type { OperationRecord } from '../../ledger/record.ts';
import type { AnyContract, Observation } from '../../providers/contract.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Registry } from '../../providers/registry.ts';
import type { List } from './read-page.ts';
import { windowOf } from './windows.ts';

/** An operation on record, with what its row, its provider and its contract say of it. */
export type OpenOperation = {
  readonly record: OperationRecord;
  readonly operation: ProviderOperationId;
  readonly provider: Provider;
  readonly lookup: Lookup;
  readonly contract: AnyContract;
};

/** The operation of a record; undefined where its row no longer exists. */
export function openOperation(
  record: OperationRecord,
  { contracts, providers }: Registry,
): OpenOperation | undefined {
  const operation = record.operation as ProviderOperationId;
  const contract = Object.hasOwn(contracts, operation) ? contracts[operation] : undefined;
  if (contract === undefined) return undefined;
  const provider = providers.find(({ name }) => name === providerOf(operation));
  if (provider === undefined) return undefined;
  return { record, operation, provider, lookup: rowOf(operation).lookup ?? 'none', contract };
}

/** The path at the provider, up to and including the object that it names: `/api/v1/payments/807n…`. */
export function objectPath({ record, operation }: OpenOperation): string {
  const path = pathAtProvider(operation);
  const [list = ''] = path.split('/{');
  const { resource } = record;
  return resource === undefined || list === path ? list : `${list}/${idIn(resource)}`;
}

/** `'acme#807n…'` → `'807n…'`. */
const idIn = (resource: string): string => resource.slice(resource.indexOf('#') + 1);

/** The ids in the operation's path, by their names. */
function pathOf({ record, operation }: OpenOperation): Readonly<Record<string, string>> {
  const name = /\{(\w+)\}/.exec(pathAtProvider(operation))?.[1];
  return name === undefined || record.resource === undefined
    ? {}
    : { [name]: idIn(record.resource) };
}

/** What the object that the path names shows of the operation; `found` is undefined where it is gone. */
export function observe(open: OpenOperation, found: unknown): Observation {
  const window = windowOf(open.record);
  const request = { reference: open.record.id, path: pathOf(open), since: window.from, window };
  return open.contract.showsEffect?.(found, request) ?? { kind: 'unclear', why: 'no lookup' };
}

/** The list to which an operation adds what it makes; undefined where it makes nothing that is listed. */
export const listOf = ({
  operation,
  contract,
}: Pick<OpenOperation, 'operation' | 'contract'>): List | undefined =>
  contract.search && {
    path: pathAtProvider(operation),
    headers: {},
    search: contract.search,
  };
