import { describe, expect, test } from '@jest/globals';
import { after, hourMs, minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import type { ProviderObject } from '../../../functions/providers/outcome.ts';
import { differencesOf } from '../../../functions/reconciliation/differences.ts';
import { at, completionWith, recordWith } from '../../support/records.ts';

const { result } = completionWith('{}');
const captured = { ...result, state: 'captured' };
const object: ProviderObject = {
  id: 'pay1',
  resource: 'pay1',
  state: 'captured',
  amount: 1000,
  currency: 'JPY',
  at,
};
const succeeded: Partial<OperationRecord> = { state: 'SUCCEEDED', result: captured };
const unnamed: Partial<OperationRecord> = {
  state: 'SUCCEEDED',
  result: { ...captured, object: undefined },
};
const failed: Partial<OperationRecord> = { state: 'FAILED' };
/** An hour and a lease after the claim, and five minutes for the clocks. */
const latestAt = after(at, hourMs + 30 * secondMs + 5 * minuteMs);

// prettier-ignore
describe('an object and its record', () => {
  test.each<[string, Partial<ProviderObject>, Partial<OperationRecord>, readonly string[]]>([
    ['are the same',                           {},                              succeeded, []],
    ['differ by the object',                   { id: 'pay2' },                  succeeded, ['second_object']],
    ['agree where a rejected attempt left it', { id: 'pay0', state: 'failed' }, succeeded, []],
    ['agree where no object is on record',     { id: 'ref1' },                  unnamed,   []],
    ['differ by a larger amount',              { amount: 1001 },                succeeded, ['amount_differs']],
    ['differ by a smaller amount',             { amount: 999 },                 succeeded, ['amount_differs']],
    ['agree on a part that was refunded',      { amount: 999, state: 'refunded' }, succeeded, []],
    ['agree on a state that may follow',       { state: 'refunded' },           succeeded, []],
    ['differ by a state that cannot follow',   { state: 'authorized' },         succeeded, ['state_differs']],
    ['agree on the state of a part',           { resource: 'pay0', state: 'authorized' }, succeeded, []],
    ['agree on the last moment of an effect',  { at: latestAt },                succeeded, []],
    ['differ by a late effect',                { at: after(latestAt, 1) },      succeeded, ['late_effect']],
    ['differ by a late effect of an open one', { at: after(latestAt, 1) },      {},        ['late_effect']],
    ['agree while it is open',                 { id: 'pay2' },                  {},        []],
    ['differ where it failed on record',       {},                              failed,    ['failed_but_executed']],
    ['agree where both failed',                { state: 'failed' },             failed,    []],
  ])('%s', (_, changes, record, expected) => {
    expect(differencesOf({ ...object, ...changes }, recordWith(record), komoju)).toEqual(expected);
  });
});
