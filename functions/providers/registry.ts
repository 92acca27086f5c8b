import type { ProviderOperationId } from '../operations.ts';
import type { AnyContract } from './contract.ts';
import type { Provider } from './provider.ts';

/** Every provider and contract, for code that handles any operation. functions/registry.ts has the values. */
export type Registry = {
  readonly providers: readonly Provider[];
  /** The contract of every operation that a caller of a provider's API can reach, by its id. */
  readonly contracts: Readonly<Partial<Record<ProviderOperationId, AnyContract>>>;
};
