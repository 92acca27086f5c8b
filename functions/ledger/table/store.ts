import { setMaxListeners } from 'node:events';
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { fromItem, keyOf, toItem, toUpdate } from './items.ts';
import type { LedgerStore, StoredRecord, WriteResult } from '../record.ts';
import { tableKey } from './schema.ts';

/**
 * Waits no longer than a signal says. The signal is not handed on to the SDK: for a call with options of its own the SDK
 * builds its middlewares again, which is a tenth of a warm request's CPU time. What is still under way then may be
 * written later, like any write whose reply was lost.
 */
function until<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    void work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}

/**
 * The ledger in DynamoDB: conditional writes of single items. Each brings back the item that stood in its way, so that
 * nothing has to be read first.
 *
 * @param signal ends every call, so that an answer can still be given when the table gives none
 */
export function ledgerStore(
  client: DynamoDBClient,
  table: string,
  signal: AbortSignal,
): LedgerStore {
  // Each call that is under way listens, and a scheduled run has dozens: of eleven Node warns in the log.
  setMaxListeners(100, signal);
  const write = async (send: () => Promise<unknown>): Promise<WriteResult> => {
    try {
      await until(signal, send());
      return { kind: 'written' };
    } catch (cause) {
      const old = cause instanceof ConditionalCheckFailedException ? cause.Item : undefined;
      return old === undefined ? { kind: 'lost', cause } : { kind: 'held', record: fromItem(old) };
    }
  };
  const common = { TableName: table, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  return {
    put: (record) =>
      write(() =>
        client.send(
          new PutItemCommand({
            ...common,
            Item: toItem(record),
            ConditionExpression: `attribute_not_exists(${tableKey.partition})`,
          }),
        ),
      ),
    update: (id, conditional) => {
      const command = new UpdateItemCommand({
        ...common,
        ...toUpdate(conditional),
        Key: keyOf(id),
      });
      return write(() => client.send(command));
    },
    get: async (id): Promise<StoredRecord> => {
      const command = new GetItemCommand({
        TableName: table,
        Key: keyOf(id),
        ConsistentRead: true,
      });
      try {
        const { Item } = await until(signal, client.send(command));
        return Item === undefined ? { kind: 'absent' } : { kind: 'held', record: fromItem(Item) };
      } catch (cause) {
        return { kind: 'lost', cause };
      }
    },
  };
}
