import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../functions/ledger/table/items.ts';

/** A number takes a byte for each two digits, and one more. */
const numberBytes = (text: string): number => Math.ceil(text.replace(/^-|\./g, '').length / 2) + 1;

function valueBytes({ S, N, M }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return numberBytes(N);
  if (M === undefined) return 1;
  const members = Object.entries(M);
  return members.reduce((sum, [name, value]) => sum + 1 + name.length + valueBytes(value), 3);
}

/** What an item counts, by DynamoDB's documentation of sizes (2026). */
const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + name.length + valueBytes(value), 0);

type Input = {
  readonly Item?: Item;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
};

/** The item after an update of the ledger: `SET #a = :a, #b = :b REMOVE #c`. */
function updated(item: Item, input: Input): Item {
  const { UpdateExpression: text = '', ExpressionAttributeNames: names = {} } = input;
  const [set = '', remove = ''] = text.replace('SET ', '').split(' REMOVE ');
  const given = set.split(', ').map((assignment) => {
    const [name = '', value = ''] = assignment.split(' = ');
    return [names[name] ?? '', input.ExpressionAttributeValues?.[value]] as const;
  });
  const gone = new Set(remove.split(', ').map((name) => names[name]));
  const kept = Object.entries({ ...item, ...Object.fromEntries(given) });
  return Object.fromEntries(kept.filter(([name]) => !gone.has(name))) as Item;
}

/** A table of one item, which takes every write. @returns its client, and how many bytes the item had after each write */
export function countingTable(): { client: DynamoDBClient; sizes: number[] } {
  const sizes: number[] = [];
  let item: Item = {};
  const send = ({ input }: { input: Input }): Promise<object> => {
    item = input.Item ?? updated(item, input);
    sizes.push(itemBytes(item));
    return Promise.resolve({});
  };
  return { client: { send } as unknown as DynamoDBClient, sizes };
}
