import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { recordVersion, type ConditionalWrite, type OperationRecord } from '../record.ts';
import { attributes, operationSk, tableKey } from './schema.ts';

/* How a record stands in the table, and how a write of it is said to DynamoDB. */

export type Item = Record<string, AttributeValue>;

type Member = keyof OperationRecord;
const members = Object.keys(attributes) as Member[];

/** The members that have a value, by their attributes. */
const named = (record: Partial<OperationRecord>): Record<string, unknown> =>
  Object.fromEntries(
    members
      .filter((member) => record[member] !== undefined)
      .map((member) => [attributes[member], record[member]]),
  );

const toAttributes = (values: Record<string, unknown>): Item =>
  marshall(values, { removeUndefinedValues: true });

/** The table's key of an operation. */
export const keyOf = (id: string): Item => ({
  [tableKey.partition]: { S: id },
  [tableKey.sort]: { S: operationSk },
});

export const toItem = (record: OperationRecord): Item => ({
  ...keyOf(record.id),
  ...toAttributes(named(record)),
});

/** Members that every record has: without them a rule would be judged on nothing. */
const required = [
  ...(['operation', 'caller', 'fingerprint', 'fingerprintVersion', 'sent', 'providerKey'] as const),
  ...(['keyCheck', 'sender', 'account', 'token', 'leaseUntil', 'attempts'] as const),
  ...(['firstAt', 'lastAt'] as const),
];

const states: readonly unknown[] = ['PENDING', 'SUCCEEDED', 'FAILED'];

/** Reads an item. One of another version or state, or a broken one, is unreadable: it must not be executed. */
export function fromItem(item: Item): OperationRecord | 'unreadable' {
  const known = members.flatMap((member) => {
    const attribute = item[attributes[member]];
    return attribute === undefined ? [] : [[member, attribute] as const];
  });
  // A number that is too large for a record makes it no record; the SDK would throw.
  const record = unmarshall(Object.fromEntries(known), {
    wrapNumbers: Number,
  }) as Partial<OperationRecord>;
  const isKnown =
    record.version === recordVersion &&
    states.includes(record.state) &&
    required.every((member) => record[member] !== undefined);
  return isKnown ? (record as OperationRecord) : 'unreadable';
}

/** A conditional write as `UpdateItem` takes it. */
export type Update = {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Item;
};

/** `#st = :new_st` for every attribute. */
const equations = (values: Record<string, unknown>, prefix: string): string[] =>
  Object.keys(values).map((name) => `#${name} = :${prefix}${name}`);

const prefixed = (values: Record<string, unknown>, prefix: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${prefix}${name}`, value]));

/**
 * The write as DynamoDB takes it. Every name goes by an alias, because some are reserved words.
 *
 * @throws Error where a member of the condition has no value: without it the write would always pass
 */
export function toUpdate(write: ConditionalWrite): Update {
  for (const [member, value] of Object.entries<unknown>(write.onlyIf)) {
    if (value === undefined) throw new Error(`A condition has no value: ${member}.`);
  }
  const set = named(write.set);
  const onlyIf = named(write.onlyIf);
  // What other systems are told has gone out by the next write.
  const gone: readonly Member[] = write.set.outgoing === undefined ? ['outgoing'] : [];
  const remove = [...(write.remove ?? []), ...gone].map((member) => attributes[member]);
  const names = [...Object.keys(set), ...Object.keys(onlyIf), ...remove];
  const assignments = `SET ${equations(set, 'new_').join(', ')}`;
  const removals = remove.map((name) => `#${name}`).join(', ');
  return {
    UpdateExpression: removals === '' ? assignments : `${assignments} REMOVE ${removals}`,
    ConditionExpression: equations(onlyIf, 'old_').join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: toAttributes({
      ...prefixed(set, 'new_'),
      ...prefixed(onlyIf, 'old_'),
    }),
  };
}
