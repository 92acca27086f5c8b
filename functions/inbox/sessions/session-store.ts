import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EpochMs } from '../../platform/clock.ts';
import { dueAgain, itemCalls } from '../inbox-store.ts';
import { sessionAttributes, sessionKey, toSession, type SessionRecord } from './session-record.ts';

/** The sessions' storage: single items. What the table throws is thrown. */
export type SessionStore = {
  /** By a consistent read. */
  get(provider: string, id: string): Promise<SessionRecord | undefined>;
  /**
   * Writes what was read, unless another read was written since: the first of two stays, and what is due comes again.
   *
   * @param dueAt when it is read next; absent: never
   */
  write(provider: string, record: SessionRecord, dueAt: EpochMs | undefined): Promise<void>;
};

export function sessionStore(client: DynamoDBClient, table: string): SessionStore {
  const { get, update } = itemCalls(client, table);
  return {
    get: async (provider, id) => {
      const item = await get(sessionKey(provider, id));
      return item && toSession(id, item);
    },
    write: async (provider, record, dueAt) => {
      const onlyIf = { looks: record.looks === 0 ? undefined : record.looks - 1 };
      const { id } = record;
      await update(
        sessionKey(provider, id),
        dueAgain(sessionAttributes(record), { id, dueAt }, onlyIf),
      );
    },
  };
}
