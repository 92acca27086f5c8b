import { providerOf, type OperationId } from '../../functions/operations.ts';
import type { Described } from './described.ts';
import { gateway } from './gateway/gateway.ts';
import { described } from './registry.ts';

/** A provider of which nothing is known but its row and its contracts. */
const unknown = (title: string): Described => ({
  title,
  error: { type: 'object' },
  schemas: {},
  answers: {},
});

/** What is known of the API of an operation. */
export function descriptionFor(operation: OperationId): Described {
  const name = providerOf(operation);
  return name === undefined ? gateway : (described[name] ?? unknown(name));
}

/** Every API of which something is known. */
export const apis: readonly Described[] = [gateway, ...Object.values(described)];
