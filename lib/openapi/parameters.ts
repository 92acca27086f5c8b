import {
  isOfProvider,
  providerNames,
  providerOf,
  routeOf,
  rowOf,
  type OperationId,
} from '../../functions/operations.ts';
import { idempotencyKeyPattern, idPattern } from '../../functions/http/request/request-limits.ts';
import { operationIdPattern } from '../../functions/ledger/operation-id.ts';
import { providers } from '../../functions/providers/providers.ts';
import type { Described } from './described.ts';
import { oneOf, text, type Parameter, type Schema } from './schema.ts';

const id: Schema = { type: 'string', pattern: idPattern.source };

/** Parameters of the gateway's own paths. What a provider's path names is one of its ids. */
const own: Readonly<Record<string, Schema>> = {
  operationId: { type: 'string', pattern: operationIdPattern.source },
  provider: oneOf(providerNames),
  paymentId: id,
  orderNumber: text(),
  token: text(),
};

const inPath = (operation: OperationId): readonly Parameter[] =>
  [...(routeOf(operation)?.path ?? '').matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const schema = isOfProvider(operation) ? id : (own[name] ?? text());
    return { in: 'path', name, required: true, schema };
  });

const key: Schema = { type: 'string', pattern: idempotencyKeyPattern.source };

const keyDescription =
  'Names the intent: the same key with the same body is executed once. A caller that must send keys gets 400 without one. ' +
  'Make it, and store it with the body, before the first try.';

const header = (name: string, schema: Schema, description?: string): Parameter => ({
  in: 'header',
  name,
  schema,
  ...(description !== undefined && { description }),
});

/** The headers of a request that are read, or go on to the provider. */
function inHeaders(operation: OperationId, { headers = {} }: Described): readonly Parameter[] {
  const provider = providers.find(({ name }) => name === providerOf(operation));
  if (provider === undefined || !isOfProvider(operation)) return [];
  const named = (name: string, schema: Schema): Parameter => {
    const known = headers[name.toLowerCase()];
    return header(known?.name ?? name, schema, known?.description);
  };
  const isMutation = rowOf(operation).effect === 'mutation';
  const keys = isMutation ? [header('Idempotency-Key', key, keyDescription)] : [];
  const { idempotency, meaningfulHeaders, otherHeaders } = provider;
  const ownKeys = isMutation && idempotency ? [named(idempotency.header, key)] : [];
  const others = [...meaningfulHeaders, ...otherHeaders].map((name) => named(name, text()));
  return [...keys, ...ownKeys, ...others];
}

/** Every parameter of an operation: of its path, its query and its headers, as far as they are known. */
export const parametersOf = (
  operation: OperationId,
  described: Described,
): readonly Parameter[] => [
  ...inPath(operation),
  ...(described.parameters?.[operation] ?? []),
  ...inHeaders(operation, described),
];
