import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { operationIds, routeOf, rowOf, type OperationId } from '../../functions/operations.ts';
import { secondMs } from '../../functions/platform/clock.ts';
import type { TableReport } from '../../lib/local/lambda/table-calls.ts';
import type { LocalReply } from '../support/local.ts';
import { writeCallers } from './callers.ts';
import { codeOf } from './mutations.ts';
import { startSystem, type System } from './system.ts';

/*
 * A caller can do what its scopes say and nothing else, whatever it has asked for before: API Gateway keeps the policy
 * that the first request of a key was given for all that follow.
 */

let local: System;
let reports: TableReport[];
beforeAll(async () => {
  local = await startSystem({ onReport: (report) => reports.push(report) });
}, 60_000);
beforeEach(() => {
  reports = [];
});
afterAll(() => local.close());

const routed = operationIds.filter((id) => rowOf(id).route !== undefined);
const ofCallers = routed.filter((id) => rowOf(id).effect !== 'inbox');

/** What is asked for has ids that nothing has, and no idempotency key: where it may be asked, it changes nothing. */
const pathOf = (id: OperationId): string =>
  (routeOf(id)?.path ?? '').replaceAll(/\{\w+\}/g, 'nothing');

const ask = (key: string, id: OperationId): Promise<LocalReply> =>
  local.call(routeOf(id)?.method ?? '', pathOf(id), { key });

/** Whether a function has taken the request, or why not. */
function verdictOn(reply: LocalReply): string {
  const code = codeOf(reply) ?? '';
  if (['not_allowed', 'unauthorized'].includes(code)) return `${reply.status} ${code}`;
  // A function that takes it answers that a key is missing, that the object is not there, or with a list.
  return [200, 400, 404].includes(reply.status) ? 'taken' : `${reply.status} ${code}`;
}

async function verdictsOf(
  key: string,
  ids: readonly OperationId[],
): Promise<Record<string, string>> {
  const verdicts: Record<string, string> = {};
  for (const id of ids) verdicts[id] = verdictOn(await ask(key, id));
  return verdicts;
}

const wordsOf = (id: string, count: number): string => id.split('.').slice(0, count).join('.');

/** The operations of a group: `komoju.payment`, or `komoju`. */
const group = (name: string): OperationId[] =>
  ofCallers.filter((id) => wordsOf(id, name.split('.').length) === name);

const groups = [
  ...new Set(ofCallers.flatMap((id) => [wordsOf(id, 1), wordsOf(id, 2)])),
  'gateway',
].filter((name) => !ofCallers.includes(name as OperationId));

/** What looks like a scope and is none. */
const senseless = [
  ...['komoju', 'komoju.payment', 'komoju*', 'komoju.*.show', '*.payment.show', '.*', '**', '*.*'],
  ...['KOMOJU.*', 'komoju.payment.sho', 'komoju.payment.show.*', 'gateway.authorize', '/'],
];

type Case = readonly [name: string, scopes: readonly string[], allowed: readonly OperationId[]];

const cases: readonly Case[] = [
  ...ofCallers.map((id): Case => [id, [id], [id]]),
  ...[...new Set(groups)].map((name): Case => [`${name}.*`, [`${name}.*`], group(name)]),
  ['*', ['*'], ofCallers],
  ['none', [], []],
  ...senseless.map((scope): Case => [scope, [scope], []]),
  [
    'several',
    ['komoju.payment.show', 'coiney.*', 'gateway.health'],
    ['komoju.payment.show', ...group('coiney'), 'gateway.health'],
  ],
];

/** A caller for each case, with two keys. */
async function writeCases(): Promise<void> {
  const callers = cases.map(([name, scopes], index) => ({
    id: `caller-${name}`,
    scopes,
    keys: [`gk_test_${index}`, `gk_test_${index}_backwards`],
  }));
  await writeCallers(local, callers);
  // What an authorizer has kept of the callers is too old after that.
  await local.advanceClock(31 * secondMs);
}

describe('a caller with the scope', () => {
  beforeAll(writeCases);

  test.each(cases.map((each, index) => [each[0], index, each[2]] as const))(
    '%s may call its operations, in whatever order it asks',
    async (_, index, allowed) => {
      const expected = Object.fromEntries(
        ofCallers.map((id) => [id, allowed.includes(id) ? 'taken' : '403 not_allowed']),
      );

      const forwards = await verdictsOf(`gk_test_${index}`, ofCallers);
      const backwards = await verdictsOf(`gk_test_${index}_backwards`, ofCallers.toReversed());

      expect(forwards).toEqual(expected);
      expect(backwards).toEqual(expected);
      // One policy for each key served all its requests.
      const asked = reports.filter(({ operation }) => operation === 'gateway.authorize');
      expect(asked).toHaveLength(2);
      // A function runs only for who may call it.
      const ran = reports.filter(({ operation }) => operation !== 'gateway.authorize');
      expect(ran).toHaveLength(2 * allowed.length);
    },
    30_000,
  );

  test.each(routed.filter((id) => rowOf(id).effect === 'inbox'))(
    'any or none opens no webhook: %s',
    async (id) => {
      const index = cases.findIndex(([name]) => name === '*');

      expect(verdictOn(await ask(`gk_test_${index}`, id))).toBe('401 unauthorized');
    },
  );
});

describe('a route that another one’s policy lets through', () => {
  beforeAll(writeCases);

  // In a policy `*` stands for slashes, too.
  test.each<[OperationId, string, OperationId]>([
    ['gateway.operation.show', '/gateway/v1/operations/orders/1', 'gateway.order.show'],
    [
      'gateway.operation.show',
      '/gateway/v1/operations/payments/1/history',
      'gateway.payment.history',
    ],
    ['gateway.order.show', '/gateway/v1/komoju/payments/orders/history', 'gateway.payment.history'],
  ])('is refused by its function: %s asks for %s', async (scope, path, reached) => {
    const key = `gk_test_${cases.findIndex(([name]) => name === scope)}`;

    const refused = await local.call('GET', path, { key });

    expect(verdictOn(refused)).toBe('403 not_allowed');
    expect(reports.map(({ operation }) => operation)).toContain(reached);
  });
});

describe('a change of the callers', () => {
  const list = 'komoju.payment.list';
  const other = 'komoju.customer.list';
  const kept = { id: 'kept', scopes: [list], keys: ['gk_test_kept'] };
  const caller = (scopes: readonly string[]) => ({
    id: 'changed',
    scopes,
    keys: ['gk_test_asked'],
  });
  const asked = async (key: string, id: OperationId): Promise<string> =>
    verdictOn(await ask(key, id));

  /** All have these callers, and no policy is kept. */
  const begin = async (): Promise<void> => {
    const unasked = { id: 'unasked', scopes: [list], keys: ['gk_test_unasked'] };
    await writeCallers(local, [kept, caller([list]), unasked]);
    await local.advanceClock(61 * secondMs);
    // From now on the authorizer has these callers.
    expect(await asked('gk_test_kept', list)).toBe('taken');
  };

  test('ends a key that is revoked within a minute, and no sooner than is kept', async () => {
    await begin();
    await writeCallers(local, [kept]);
    await local.advanceClock(15 * secondMs);
    // The callers that the authorizer has are not 30 s old, and the policy is kept for 30 s from here.
    expect(await asked('gk_test_asked', list)).toBe('taken');

    await local.advanceClock(20 * secondMs);
    const after35 = [await asked('gk_test_asked', list), await asked('gk_test_unasked', list)];
    await local.advanceClock(25 * secondMs);
    const after60 = [await asked('gk_test_asked', list), await asked('gk_test_unasked', list)];

    // Which no policy was kept of is refused as soon as the authorizer asks for the callers again.
    expect(after35).toEqual(['taken', '401 unauthorized']);
    expect(after60).toEqual(['401 unauthorized', '401 unauthorized']);
    expect(await asked('gk_test_kept', list)).toBe('taken');
  });

  test('gives a caller its other scopes within a minute', async () => {
    await begin();
    expect(await asked('gk_test_asked', list)).toBe('taken');
    await writeCallers(local, [kept, caller([other])]);

    const before = [await asked('gk_test_asked', list), await asked('gk_test_asked', other)];
    await local.advanceClock(60 * secondMs);
    const after = [await asked('gk_test_asked', list), await asked('gk_test_asked', other)];

    expect(before).toEqual(['taken', '403 not_allowed']);
    expect(after).toEqual(['403 not_allowed', 'taken']);
  });

  test('lets a new key in after half a minute', async () => {
    await begin();
    await writeCallers(local, [kept, { id: 'new', scopes: [list], keys: ['gk_test_new'] }]);

    const before = await asked('gk_test_new', list);
    await local.advanceClock(31 * secondMs);

    expect([before, await asked('gk_test_new', list)]).toEqual(['401 unauthorized', 'taken']);
  });
});
