import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { ledgerStore } from '../../../functions/ledger/table/store.ts';
import { releaseLease } from '../../../functions/ledger/transitions.ts';
import { recordWith } from '../../support/records.ts';

/* What the store says to its table, and what it says when the table says nothing. */

/** A table that answers with this, and what it was asked. */
function tableOf(answer: Promise<unknown>): { client: DynamoDBClient; asked: unknown[] } {
  const asked: unknown[] = [];
  const client = {
    send: ({ input }: { input: unknown }) => {
      asked.push(input);
      return answer;
    },
  };
  return { client: client as unknown as DynamoDBClient, asked };
}

const record = recordWith();
const release = releaseLease({ ...record, token: 'one' } as never);

test('a record is read as it is now, not as it was a moment ago', async () => {
  const { client, asked } = tableOf(Promise.resolve({}));

  await ledgerStore(client, 'ledger', new AbortController().signal).get(record.id);

  expect(asked).toEqual([expect.objectContaining({ ConsistentRead: true })]);
});

test.each(['before', 'while'])('a call that is aborted %s it is made is lost', async (when) => {
  const { client } = tableOf(new Promise(() => undefined));
  const controller = new AbortController();
  const cause = new Error('no time left');
  if (when === 'before') controller.abort(cause);
  const store = ledgerStore(client, 'ledger', controller.signal);

  const calls = [store.put(record), store.update(record.id, release), store.get(record.id)];
  controller.abort(cause);

  expect(await Promise.all(calls)).toEqual(calls.map(() => ({ kind: 'lost', cause })));
});
