import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import {
  after,
  dayMs,
  hourMs,
  minuteMs,
  secondMs,
  type EpochMs,
} from '../../../functions/platform/clock.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { ledgerStore } from '../../../functions/ledger/table/store.ts';
import { fail, succeed, takeOver } from '../../../functions/ledger/transitions.ts';
import { conclude } from '../../../functions/recovery/conclude.ts';
import type { ProviderLookup } from '../../../functions/recovery/lookup/provider-lookup.ts';
import type { Lookup } from '../../../functions/operations.ts';
import { at, completionWith, main, recordWith } from '../../support/records.ts';
import { createClock, type TestClock } from '../../support/ledger.ts';
import { startTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
let clock: TestClock;
let findings: string[];
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.close());
beforeEach(() => {
  clock = createClock();
  findings = [];
});

const store = () => ledgerStore(table.client, table.name, new AbortController().signal);

/** The end of the quarantine of what was claimed once, at the beginning. */
const closable = after(at, dayMs);

const object = { id: 'pay1', resource: 'pay1', state: 'captured', amount: 1000, currency: 'JPY' };
const observed = (changes: object = {}): ProviderLookup['observed'] => [
  { answer: { status: 200, body: '{"id":"pay1"}' }, object: { ...object, ...changes } },
];
const looked = (changes: Partial<ProviderLookup> = {}): ProviderLookup => ({
  at: closable,
  endedAt: closable,
  account: 'main',
  observed: [],
  ...changes,
});

async function put(changes: Partial<OperationRecord> = {}): Promise<OperationRecord> {
  const record = recordWith(changes);
  await store().put(record);
  return record;
}

const concludeAs = (
  record: OperationRecord,
  lookup: ProviderLookup | undefined,
  by: Lookup = 'exact',
) => {
  const ports = {
    store: store(),
    now: clock.now,
    reportFinding: (finding: string) => void findings.push(finding),
  };
  return conclude(ports, { record, lookup: by, provider: komoju }, lookup);
};

const stored = async ({ id }: OperationRecord): Promise<OperationRecord> => {
  const held = await store().get(id);
  if (held.kind !== 'held' || held.record === 'unreadable') throw new Error('It is not there.');
  return held.record;
};

describe('what was found', () => {
  test('completes the operation, and says that it was read', async () => {
    const record = await put();

    expect(await concludeAs(record, looked({ at, observed: observed() }))).toBe('completed');
    expect(await stored(record)).toMatchObject({
      state: 'SUCCEEDED',
      body: '{"id":"pay1"}',
      resource: 'komoju#pay1',
      result: { why: 'read', status: 200, object: 'pay1', amount: 1000 },
    });
  });

  // prettier-ignore
  test.each<[string, Partial<OperationRecord>, object]>([
    ['names another operation',          {},                                             { reference: 'op_other' }],
    ['is of another payment',            { resource: 'komoju#pay2' },                    {}],
    ['has another amount',               { requested: { amount: 999 } },                 {}],
    ['has another currency',             { requested: { currency: 'USD' } },             {}],
    ['came to nothing and is another’s', { resource: 'komoju#pay2' },                    { state: 'failed' }],
  ])('and %s contradicts the record: nothing is written', async (_, changes, difference) => {
    const record = await put(changes);

    const conclusion = await concludeAs(record, looked({ observed: observed(difference) }));

    expect([conclusion, findings]).toEqual(['contradiction', ['contradiction']]);
    expect(await stored(record)).toEqual(record);
  });

  test('twice is a contradiction: nobody knows which of them a caller was told', async () => {
    const record = await put();
    const both = [...observed(), ...observed({ id: 'pay2', resource: 'pay2' })];

    expect(await concludeAs(record, looked({ observed: both }))).toBe('contradiction');
    expect(await stored(record)).toEqual(record);
  });

  test('completes it where another of it came to nothing', async () => {
    const record = await put();
    const both = [...observed({ id: 'pay0', resource: 'pay0', state: 'failed' }), ...observed()];

    expect(await concludeAs(record, looked({ at, observed: both }))).toBe('completed');
    expect(await stored(record)).toMatchObject({ result: { object: 'pay1' } });
  });

  test('and came to nothing is no end as long as not all was read: what lives may be in the rest', async () => {
    const record = await put();
    const failed = observed({ state: 'failed' });

    expect(await concludeAs(record, looked({ observed: failed, isPartial: true }))).toBe('open');
    expect(await stored(record)).toMatchObject({ state: 'PENDING' });
    const live = looked({ observed: observed(), isPartial: true });
    expect(await concludeAs(record, live)).toBe('completed');
  });

  test('and came to nothing is final only when nothing else can succeed any more', async () => {
    const record = await put();
    const failed = observed({ state: 'failed' });

    const early = await concludeAs(record, looked({ at: after(closable, -1), observed: failed }));
    const late = await concludeAs(record, looked({ observed: failed }));

    expect([early, late]).toEqual(['open', 'completed']);
    expect(await stored(record)).toMatchObject({ state: 'FAILED', result: { object: 'pay1' } });
  });

  test.each([
    ['the same is no contradiction', 'pay1', 'completed', []],
    ['one that was not named is none', undefined, 'completed', []],
    ['another is one', 'pay2', 'contradiction', ['contradiction']],
  ])('where the record was completed meanwhile: %s', async (_, id, conclusion, reported) => {
    const record = await put();
    const completion = completionWith('{}');
    const result = { ...completion.result, object: id };
    await store().update(record.id, succeed(record, { ...completion, result }, at));

    expect(await concludeAs(record, looked({ observed: observed() }))).toBe(conclusion);
    expect(findings).toEqual(reported);
  });

  test('where the record has failed meanwhile is a contradiction', async () => {
    const record = await put();
    await store().update(record.id, fail(record, completionWith('{}'), at));

    expect(await concludeAs(record, looked({ observed: observed() }))).toBe('contradiction');
  });
});

describe('that nothing was found', () => {
  test('counts from the end of the quarantine, by when the lookup began', async () => {
    const record = await put();
    clock.advance(2 * dayMs);

    expect(await concludeAs(record, looked({ at: after(closable, -1) }))).toBe('open');
    expect(await stored(record)).toEqual(record);
    expect(await concludeAs(record, looked())).toBe('not_found');
    expect(await stored(record)).toMatchObject({ notFoundAt: closable });
  });

  test('closes the operation where it is so ten minutes later', async () => {
    const record = await put({ notFoundAt: closable });
    clock.advance(2 * dayMs);

    const early = await concludeAs(record, looked({ at: after(closable, 10 * minuteMs - 1) }));
    const late = await concludeAs(record, looked({ at: after(closable, 10 * minuteMs) }));

    expect([early, late]).toEqual(['open', 'completed']);
    expect(await stored(record)).toMatchObject({
      state: 'FAILED',
      result: { why: 'not_executed' },
    });
  });

  test('is not concluded where the provider did not say', async () => {
    const record = await put({ notFoundAt: closable });
    clock.advance(2 * dayMs);

    expect(await concludeAs(record, undefined)).toBe('open');
    expect(await stored(record)).toEqual(record);
  });

  test('is not concluded where something could be its doing', async () => {
    const record = await put({ notFoundAt: closable });
    const lookup = looked({ at: after(closable, dayMs), couldBe: observed() });

    expect(await concludeAs(record, lookup)).toBe('open');
    expect(await stored(record)).toEqual(record);
  });

  test('is not concluded from a look into another account', async () => {
    const record = await put({ notFoundAt: closable });
    const lookup = looked({ at: after(closable, dayMs), account: 'second' });

    expect([await concludeAs(record, lookup), findings]).toEqual(['open', ['other_account']]);
    expect(await stored(record)).toEqual(record);
  });

  test('is not recorded where somebody took the operation over meanwhile', async () => {
    const record = await put();
    await store().update(record.id, takeOver(record, main, { token: 'second', at }));

    expect(await concludeAs(record, looked())).toBe('open');
    expect(await stored(record)).not.toHaveProperty('notFoundAt');
  });
});

describe('a state that shows the effect of an operation, and not whose', () => {
  const asked = (record: OperationRecord, lookup: ProviderLookup) =>
    concludeAs(record, lookup, 'status');

  test('is recorded the first time, by when the lookup ended', async () => {
    const record = await put();
    clock.advance(hourMs);

    const endedAt = after(at, minuteMs);

    expect(await asked(record, looked({ at, endedAt, observed: observed() }))).toBe('observed');
    expect(await stored(record)).toMatchObject({ state: 'PENDING', observedAt: endedAt });
  });

  test('is not recorded where somebody took the operation over meanwhile', async () => {
    const record = await put();
    await store().update(record.id, takeOver(record, main, { token: 'second', at }));

    expect(await asked(record, looked({ at, observed: observed() }))).toBe('open');
    expect(await stored(record)).not.toHaveProperty('observedAt');
  });

  test.each<[string, ProviderLookup['others'], string]>([
    [
      'where nobody else can have caused it',
      { listedAt: after(at, minuteMs), records: [] },
      'completed',
    ],
    ['not where somebody may', { listedAt: after(at, minuteMs), records: [recordWith()] }, 'open'],
    [
      'not where they were listed too soon',
      { listedAt: after(at, 59 * secondMs), records: [] },
      'open',
    ],
    ['not where nobody knows', undefined, 'open'],
  ])('completes it later: %s', async (_, others, conclusion) => {
    const record = await put({ observedAt: at });

    expect(await asked(record, looked({ at, observed: observed(), others }))).toBe(conclusion);
  });

  test('is none: then that counts as for every operation', async () => {
    const record = await put();

    expect(await asked(record, looked())).toBe('not_found');
  });
});

describe('what was never sent', () => {
  test('is closed without a lookup, once nobody sends it any more', async () => {
    const record = await put({ attempts: 0, leaseUntil: 0 as EpochMs });
    clock.advance(dayMs - 1);
    const early = await concludeAs(record, undefined);
    clock.advance(1);

    expect([early, await concludeAs(record, undefined)]).toEqual(['open', 'completed']);
    expect(await stored(record)).toMatchObject({ result: { why: 'not_executed' } });
  });
});

describe('what is harmless', () => {
  test('is closed without a read once the quarantine is over', async () => {
    const record = await put();
    clock.advance(dayMs);

    expect(await concludeAs(record, undefined, 'harmless')).toBe('completed');
    expect((await stored(record)).result?.why).toBe('not_executed');
  });

  test('stays open before that', async () => {
    const record = await put();
    clock.advance(dayMs - minuteMs);

    expect(await concludeAs(record, undefined, 'harmless')).toBe('open');
    expect((await stored(record)).state).toBe('PENDING');
  });
});
