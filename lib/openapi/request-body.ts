import * as z from 'zod/mini';
import { isOfProvider, routeOf, rowOf, type OperationId } from '../../functions/operations.ts';
import { registry } from '../../functions/registry.ts';
import type { Described } from './described.ts';
import { ref, type Schema } from './schema.ts';

type Members = Readonly<Record<string, Schema>>;

/** What the contract checks, as a schema of what is sent: before anything is changed in it. */
function checkedBy(operation: OperationId): Schema | undefined {
  const body = isOfProvider(operation) ? registry.contracts[operation]?.body : undefined;
  if (body === undefined) return undefined;
  const schema = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' });
  // Which dialect it is, the document says for all of its schemas.
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema'));
}

/**
 * The schema of an operation's body: what the contract checks, with what is known of the members that it hands on
 * unseen. Undefined where nothing is sent.
 */
export function bodySchema(
  operation: OperationId,
  { members = {} }: Described,
): Schema | undefined {
  const { effect } = rowOf(operation);
  if (effect !== 'mutation' && effect !== 'inbox') return undefined;
  if (routeOf(operation)?.method === 'DELETE') return undefined;
  const checked = checkedBy(operation) ?? { type: 'object' };
  const { properties = {} } = checked as { properties?: Members };
  const all = { ...members[operation], ...properties };
  return Object.keys(all).length === 0 ? undefined : { ...checked, properties: all };
}

/** The name of that schema among the components. */
export const bodyName = (operation: OperationId): string => `${operation}.body`;

const formNote =
  'A form writes members of members in brackets, `metadata[name]=value`; all of its values are text.';

/** The body of an operation's requests. */
export function requestBody(
  operation: OperationId,
  described: Described,
  examples: Readonly<Record<string, object>> = {},
): object | undefined {
  const schema = bodySchema(operation, described);
  if (schema === undefined) return undefined;
  const isWebhook = rowOf(operation).effect === 'inbox';
  const types = isWebhook ? ['application/json'] : (described.bodyTypes ?? ['application/json']);
  const isRequired = isWebhook || 'required' in schema;
  return {
    ...(isRequired && { required: true }),
    ...(types.length > 1 && { description: formNote }),
    content: Object.fromEntries(
      types.map((type, place) => [
        type,
        {
          schema: ref(bodyName(operation)),
          ...(place === 0 && Object.keys(examples).length > 0 && { examples }),
        },
      ]),
    ),
  };
}
