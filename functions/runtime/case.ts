import { providerOf, routeOf, rowOf, type Find, type ProviderOperationId } from '../operations.ts';
import type { Provider } from '../providers/provider.ts';
import type { AnyContract } from './contract.ts';
import type { Entry } from './ledger-entry.ts';

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
export function objectPath({ entry, operation, provider }: Case): string {
  const path = routeOf(operation)?.path.slice(`/${provider}`.length) ?? '';
  const [list = ''] = path.split('/{');
  const { payment } = entry;
  return payment === undefined || list === path ? list : `${list}/${idIn(payment)}`;
}

/** `'komoju#807n…'` → `'807n…'`. */
const idIn = (payment: string): string => payment.slice(payment.indexOf('#') + 1);

/** The ids in the operation's path, by their names. */
export function pathOf({ entry, operation }: Case): Readonly<Record<string, string>> {
  const name = /\{(\w+)\}/.exec(routeOf(operation)?.path ?? '')?.[1];
  return name === undefined || entry.payment === undefined ? {} : { [name]: idIn(entry.payment) };
}
