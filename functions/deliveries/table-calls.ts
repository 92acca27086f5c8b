import {
  ConditionalCheckFailedException,
  GetItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '../ledger/table/items.ts';
import { tableKey } from '../ledger/table/schema.ts';

/** The key of an item. */
export type Key = { readonly partition: string; readonly sort: string };

export type Update = Omit<UpdateItemCommandInput, 'TableName' | 'Key'>;

/** The calls of one item. What the table throws is thrown. */
export type TableCalls = {
  /** By a consistent read. */
  readonly get: (key: Key) => Promise<Item | undefined>;
  /** The item after the write; undefined where its condition was not met. */
  readonly update: (key: Key, change: Update) => Promise<Item | undefined>;
};

export const keyOf = ({ partition, sort }: Key): Item =>
  marshall({ [tableKey.partition]: partition, [tableKey.sort]: sort });

export function tableCalls(client: DynamoDBClient, table: string): TableCalls {
  return {
    get: async (key) => {
      const Key = keyOf(key);
      const command = new GetItemCommand({ TableName: table, Key, ConsistentRead: true });
      return (await client.send(command)).Item;
    },
    update: async (key, change) => {
      const common = { TableName: table, Key: keyOf(key), ReturnValues: 'ALL_NEW' } as const;
      try {
        return (
          (await client.send(new UpdateItemCommand({ ...common, ...change }))).Attributes ?? {}
        );
      } catch (cause) {
        if (cause instanceof ConditionalCheckFailedException) return undefined;
        throw cause;
      }
    },
  };
}
