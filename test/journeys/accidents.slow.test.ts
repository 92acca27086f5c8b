import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { rowOf, type OperationId } from '../../functions/operations.ts';
import { codeOf, orderedOperations, orderOf } from './mutations.ts';
import { operationOf, startSystem, type System } from './system.ts';

/*
 * What happens around an operation, for each one that changes something: processes that die, a table that fails, and
 * time that passes. What the provider applied, what the caller was told and what is on record agree, and in the end
 * the same key leads to the one effect.
 */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

const leaseMs = 30_001;

type Accident = {
  readonly fault: Record<string, unknown>;
  /** What the caller is told: a status, and the code of the error. */
  readonly told: readonly [status: number | 'yes', code?: string];
  /** How often it is applied by then. */
  readonly applied: 0 | 1;
  /** The record's state by then. */
  readonly state: 'PENDING' | 'SUCCEEDED' | undefined;
};

const table = (match: string, kind: string, times = 1): Accident['fault'] => ({
  on: 'table',
  match,
  kind,
  times,
});
/** More than the SDK tries. */
const always = 20;
const died = [504, 'outcome_unknown'] as const;
const nothing = [503, 'not_attempted'] as const;

// prettier-ignore
const accidents: Record<string, Accident> = {
  'dies before the claim':          { fault: table('PutItem', 'kill_before_accept'),       told: died,    applied: 0, state: undefined },
  'dies after the claim':           { fault: table('PutItem', 'kill_after_accept'),        told: died,    applied: 0, state: 'PENDING' },
  'dies before it is accepted':     { fault: { kind: 'kill_before_accept' },               told: died,    applied: 0, state: 'PENDING' },
  'dies after it is accepted':      { fault: { kind: 'kill_after_accept' },                told: died,    applied: 1, state: 'PENDING' },
  'dies before the complete':         { fault: table('UpdateItem', 'kill_before_accept'),    told: died,    applied: 1, state: 'PENDING' },
  'dies after the complete':          { fault: table('UpdateItem', 'kill_after_accept'),     told: died,    applied: 1, state: 'SUCCEEDED' },
  'claims at a throttled table':    { fault: table('PutItem', 'throttle', always),         told: nothing, applied: 0, state: undefined },
  'claims at no table':             { fault: table('PutItem', 'drop_before_accept', always), told: nothing, applied: 0, state: undefined },
  'loses the reply to its claim':   { fault: table('PutItem', 'drop_after_accept'),        told: ['yes'], applied: 1, state: 'SUCCEEDED' },
  'completes at a throttled table':   { fault: table('UpdateItem', 'throttle', always),      told: ['yes'], applied: 1, state: 'PENDING' },
  'completes at no table':            { fault: table('UpdateItem', 'drop_before_accept', always), told: ['yes'], applied: 1, state: 'PENDING' },
  'loses the reply to its complete':  { fault: table('UpdateItem', 'drop_after_accept'),     told: ['yes'], applied: 1, state: 'SUCCEEDED' },
  'meets a slow table':             { fault: { ...table('PutItem', 'slow'), delayMs: 100 }, told: ['yes'], applied: 1, state: 'SUCCEEDED' },
};

/** What is harmless is told only once it is on record. */
const toldOf = (name: OperationId, { told, state }: Accident): Accident['told'] =>
  rowOf(name).lookup === 'harmless' && told[0] === 'yes' && state === 'PENDING'
    ? [409, 'outcome_unknown']
    : told;

describe.each(orderedOperations)('%s', (name) => {
  test.each(Object.entries(accidents))('that %s', async (_, accident) => {
    const { fault, applied, state } = accident;
    const order = await orderOf(name, local);
    await local.fault({
      ...('on' in fault ? {} : { on: order.on, match: order.match }),
      ...fault,
    });

    const first = await order.send();

    await local.clearFaults();
    const [status, code] = toldOf(name, accident);
    expect([first.status, codeOf(first)]).toEqual([
      status === 'yes' ? order.success : status,
      code,
    ]);
    const early = await order.send();
    const isFree = state !== 'PENDING';
    const operation = operationOf(early);
    expect([early.status, codeOf(early)]).toEqual(
      isFree ? [order.success, undefined] : [409, 'operation_in_progress'],
    );
    if (!isFree) expect(await order.applied(early)).toBe(applied);

    await local.advanceClock(leaseMs + order.sentAgainMs);
    const late = await order.send();

    expect(late.status).toBe(order.success);
    expect((await local.item(operation))?.['st']?.S).toBe('SUCCEEDED');
    const isRepeated = !order.appliesOnce && applied === 1 && state === 'PENDING';
    expect(await order.applied(late)).toBe(isRepeated ? 2 : 1);
  });

  test('whose outcome is not known is never sent again when that has become unsafe', async () => {
    const order = await orderOf(name, local);
    await local.fault({ on: order.on, kind: 'drop_before_accept', match: order.match });
    const first = await order.send();

    await local.advanceClock(23 * 3_600_000);
    const late = await order.send();

    expect([first.status, codeOf(first)]).toEqual([409, 'outcome_unknown']);
    expect([late.status, codeOf(late)]).toEqual([409, 'outcome_unknown']);
    expect(await order.applied(late)).toBe(0);
  });

  test('that finds no secrets claims nothing, and works when they are back', async () => {
    const order = await orderOf(name, local);
    await local.advanceClock(2 * 3_600_000);
    await local.fault({ on: 'secrets', kind: 'refuse_connection', times: always });

    const first = await order.send();

    await local.clearFaults();
    expect([first.status, codeOf(first)]).toEqual(nothing);
    const again = await order.send();
    expect(again.status).toBe(order.success);
    expect(await order.applied(again)).toBe(1);
  });
});
