import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

type Values = Readonly<Record<string, unknown>>;

/**
 * An update that sets attributes, and removes others, of an item that is no operation's.
 *
 * @param onlyIf what attributes must be for it; undefined as a value: absent
 */
export function setAttributes(
  set: Values,
  { remove = [], onlyIf }: { remove?: readonly string[]; onlyIf?: Values } = {},
): Omit<UpdateItemCommandInput, 'TableName' | 'Key'> {
  const values: [string, unknown][] = Object.entries(set).filter(
    ([, value]) => value !== undefined,
  );
  const conditions: [string, unknown][] = Object.entries(onlyIf ?? {});
  const present = conditions.filter(([, value]) => value !== undefined);
  const names = [...values, ...conditions].map(([name]) => name).concat(remove);
  const removals = remove.map((name) => `#${name}`).join(', ');
  const assignments = `SET ${values.map(([name]) => `#${name} = :${name}`).join(', ')}`;
  const given = { ...marked(':', values), ...marked(':is_', present) };
  return {
    UpdateExpression: remove.length === 0 ? assignments : `${assignments} REMOVE ${removals}`,
    ...(onlyIf && {
      ConditionExpression: conditions
        .map(([name, value]) =>
          value === undefined ? `attribute_not_exists(#${name})` : `#${name} = :is_${name}`,
        )
        .join(' AND '),
    }),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: marshall(given, { removeUndefinedValues: true }),
  };
}

const marked = (mark: string, values: readonly [string, unknown][]): Record<string, unknown> =>
  Object.fromEntries(values.map(([name, value]) => [`${mark}${name}`, value]));
