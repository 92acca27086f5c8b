import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  paymentAttributes,
  paymentKey,
  toEvent,
  toPayment,
} from '../../../functions/inbox/items.ts';
import {
  sessionAttributes,
  sessionKey,
  toSession,
} from '../../../functions/inbox/sessions/session-record.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { fromItem, toItem, type Item } from '../../../functions/ledger/table/items.ts';
import { attributes } from '../../../functions/ledger/table/schema.ts';
import { minuteMs } from '../../../functions/platform/clock.ts';
import { createLedger, yes } from '../../support/ledger.ts';
import { startTable, type TestTable } from '../../support/table.ts';

/* An upgrade finds the records of the version before: they are read, and what they say holds. */

type Released = { readonly version: string; readonly kind: string; readonly item: Item };

const folder = import.meta.dirname;
const released = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) =>
    (
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as readonly Omit<Released, 'version'>[]
    ).map((each): Released => ({ ...each, version: file.replace('.json', '') })),
  );

const titled = (all: readonly Released[]): [string, Item][] =>
  all.map(({ version, kind, item }) => [`${version}: ${kind}`, item]);
const beginningWith = (prefix: string): [string, Item][] =>
  titled(released.filter(({ item }) => item['pk']?.S?.startsWith(prefix) ?? false));

const operations = beginningWith('op_');

const readable = (item: Item): OperationRecord => {
  const record = fromItem(item);
  if (record === 'unreadable') throw new Error('The record cannot be read.');
  return record;
};

/** The part of a key behind `KIND#provider#`. */
const idIn = (item: Item): string => item['pk']?.S?.split('#').slice(2).join('#') ?? '';

let table: TestTable;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.close());

describe('an operation', () => {
  test.each(operations)('%s is read wholly', (_, item) => {
    expect(toItem(readable(item))).toEqual(item);
  });

  test.each(operations)('%s is answered as it was, and not executed again', async (_, item) => {
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: item }));
    const record = readable(item);
    const ledger = createLedger(table);
    // Behind the lease of one that is open.
    ledger.clock.advance(record.lastAt + minuteMs - ledger.clock.now());
    const { id, operation, caller, account, fingerprintVersion, resource } = record;
    const { fingerprint, sent, sender, keyCheck } = record;
    let acts = 0;

    const answer = await ledger
      .once(
        ledger.ask({
          ...{ id, operation, caller, account, fingerprintVersion, resource },
          fingerprint: () => ({ fingerprint, sent, sender, keyCheck }),
        }),
        () => {
          acts += 1;
          return Promise.resolve(yes());
        },
      )
      .then(({ isReplay, answer: { status, body } }) => ({ isReplay, status, body }))
      .catch((error: unknown) => ({ code: (error as { code?: string }).code }));

    expect(acts).toBe(0);
    expect(answer).toEqual(expectedOf(record));
  });
});

/** What the documents promise for a record. */
function expectedOf({ state, erasedAt, result, body }: OperationRecord): object {
  if (state === 'PENDING') return { code: 'outcome_unknown' };
  if (erasedAt !== undefined) return { code: 'result_erased' };
  return { isReplay: true, status: result?.status, body };
}

test.each(beginningWith('PAY#'))('%s: a payment is read wholly', (_, item) => {
  const payment = toPayment(item);
  const { changedAt } = payment;
  const written = {
    ...paymentKey('komoju', idIn(item)),
    ...paymentAttributes('komoju', payment, changedAt),
  };

  expect(withoutExpiry(marshall(written, { removeUndefinedValues: true }))).toEqual(
    withoutExpiry(item),
  );
});

test.each(beginningWith('SES#'))('%s: a session is read wholly', (_, item) => {
  const session = toSession(idIn(item), item);
  const written = marshall({ ...sessionKey('komoju', session.id), ...sessionAttributes(session) });

  expect(withoutExpiry(written)).toEqual(withoutExpiry(item));
});

test.each(beginningWith('EVT#'))('%s: an event is read', (_, item) => {
  expect(toEvent(item)).toMatchObject({
    provider: 'komoju',
    state: 'applied',
    event: { id: idIn(item), payment: expect.any(String), told: expect.any(Object) },
  });
});

/** When an item may be forgotten depends on when it is written, and what is due on its state. */
const withoutExpiry = (item: Item): Item =>
  Object.fromEntries(
    Object.entries(item).filter(([name]) => !['ttl', 'todo', 'due'].includes(name)),
  );

test('every attribute of an operation is in a released record', () => {
  const seen = new Set(operations.flatMap(([, item]) => Object.keys(item)));

  expect(Object.values(attributes).filter((name) => !seen.has(name))).toEqual([]);
});
