import {
  pathAtProvider,
  providerOf,
  rowOf,
  type Find,
  type ProviderOperationId,
} from '../operations.ts';
import type { Provider } from '../providers/provider.ts';
import type { AnyContract } from '../providers/contract.ts';
import type { Entry } from '../ledger/record.ts';
import type { Told } from '../providers/outcome.ts';
import type { List } from './walk-list.ts';

/** Everything that the gateway speaks, for those who read about any operation: bundled in by lib/bundle.ts. */
export type Catalogue = {
  readonly providers: readonly Provider[];
  /** The contract of every row that acts, by its id. */
  readonly contracts: Readonly<Partial<Record<ProviderOperationId, AnyContract>>>;
};

/** An operation on record, with what its row and its contract say of it. */
export type Case = {
  readonly entry: Entry;
  readonly operation: ProviderOperationId;
  readonly provider: string;
  readonly find: Find;
  readonly contract: AnyContract;
};

/** Undefined where the operation's row is gone. */
export function caseOf(entry: Entry, { contracts }: Catalogue): Case | undefined {
  const operation = entry.operation as ProviderOperationId;
  const contract = Object.hasOwn(contracts, operation) ? contracts[operation] : undefined;
  if (contract === undefined) return undefined;
  const provider = providerOf(operation) ?? '';
  return { entry, operation, provider, find: rowOf(operation).find ?? 'none', contract };
}

/** The path at the provider, up to and with the object that it names: `/api/v1/payments/807n…`. */
export function objectPath({ entry, operation }: Case): string {
  const path = pathAtProvider(operation);
  const [list = ''] = path.split('/{');
  const { payment } = entry;
  return payment === undefined || list === path ? list : `${list}/${idIn(payment)}`;
}

/** `'komoju#807n…'` → `'807n…'`. */
const idIn = (payment: string): string => payment.slice(payment.indexOf('#') + 1);

/** The ids in the operation's path, by their names. */
function pathOf({ entry, operation }: Case): Readonly<Record<string, string>> {
  const name = /\{(\w+)\}/.exec(pathAtProvider(operation))?.[1];
  return name === undefined || entry.payment === undefined ? {} : { [name]: idIn(entry.payment) };
}

/** What the object that the path names tells of the operation; `found` is undefined where it is gone. */
export const shownOf = (one: Case, found: unknown): Told | undefined =>
  one.contract.shows?.(found, {
    reference: one.entry.id,
    path: pathOf(one),
    firstAt: one.entry.firstAt,
  });

/** The list to which an operation adds what it makes; undefined where it makes nothing that is listed. */
export const listOf = ({
  operation,
  contract,
}: Pick<Case, 'operation' | 'contract'>): List | undefined =>
  contract.search && {
    path: pathAtProvider(operation),
    headers: {},
    search: contract.search,
    tell: contract.tell,
  };
