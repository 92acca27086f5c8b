import { expect, test } from '@jest/globals';
import { fromItem, toItem } from '../../../functions/ledger/table/items.ts';
import { recordVersion } from '../../../functions/ledger/record.ts';
import { firstClaim } from '../../../functions/ledger/transitions.ts';
import { createClock, createLedger } from '../../support/ledger.ts';
import type { TestTable } from '../../support/table.ts';

const { now } = createClock();
const request = createLedger({ name: 'none' } as unknown as TestTable).ask();
const item = toItem(firstClaim(request, 'token', now()));

test('an item is read back as the entry that was written', () => {
  expect(fromItem(item)).toMatchObject({ state: 'PENDING', token: 'token', attempts: 1 });
});

// prettier-ignore
test.each(['v', 'st', 'op', 'caller', 'fp', 'fpv', 'fpk', 'key', 'sent', 'pkey', 'acct', 'tok', 'lease', 'n', 'firstAt', 'lastAt'])(
  'an item without %s is not read: no rule is judged on nothing',
  (name) => {
    const { [name]: _missing, ...rest } = item;

    expect(_missing).toBeDefined();
    expect(fromItem(rest)).toBe('unreadable');
  },
);

test.each([
  ['a newer version', { v: { N: String(recordVersion + 1) } }],
  ['an older version', { v: { N: String(recordVersion - 1) } }],
  ['a state that nobody here knows', { st: { S: 'DISPATCHED' } }],
])('an item of %s is not read', (_, changes) => {
  expect(fromItem({ ...item, ...changes })).toBe('unreadable');
});
