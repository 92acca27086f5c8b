import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { registry } from '../../functions/registry.ts';
import { carryOut, prepare } from '../../lib/cli/resolve.ts';
import { localTarget } from '../../lib/cli/targets.ts';
import { commandWording } from '../../lib/cli/output/wording.ts';
import { secretsOf } from '../support/secrets.ts';
import { operations, type Ended } from './gateway-command.ts';
import { vanish } from './mutations.ts';
import { card, havePayment, konbini, newKey, payments, shown } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';
import { newer, older, setVersion } from './versions.ts';

/* What the tool refuses to write, each in one line, and that nothing is written then. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

/** A day, and the ten minutes that a list may lag. */
const quarantineMs = 86_400_000 + 600_000;
const reason = 'Seen in the dashboard.';
const sure = ['--reason', reason, '--actor', 'hanako', '--yes'];

const resolve = (...words: readonly string[]): Promise<Ended> =>
  operations(local, 'resolve', ...words);
const stateOf = async (id: string): Promise<string | undefined> =>
  (await local.item(id))?.['st']?.S;

async function expectRefused({ code, error }: Ended, id: string, line: RegExp): Promise<void> {
  expect(error).toMatch(line);
  expect(error).not.toContain('\n');
  expect(code).toBe(1);
  expect(await stateOf(id)).toBe('PENDING');
}

/** What KOMOJU's key opens without the gateway: a payment of somebody else's. */
async function payThere(changes: object = {}): Promise<string> {
  const response = await fetch(`${local.simulatorUrl}/api/v1/payments`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('sk_test_simulator:').toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ amount: 1000, currency: 'JPY', payment_details: card, ...changes }),
  });
  return ((await response.json()) as { id: string }).id;
}

test.each([
  ['no decision', ['--reason', 'a'], 2, /^Say what became of it/],
  [
    'an operation that is none',
    ['--object', 'x', '--reason', 'a'],
    1,
    /^There is no operation op_none\.$/,
  ],
])('%s is refused in one line', async (_case, words, expected, line) => {
  const { code, out, error } = await resolve('op_none', ...words);

  expect(error).toMatch(line);
  expect(error).not.toContain('\n');
  expect([code, out]).toEqual([expected, '']);
});

describe('an object', () => {
  const lost = (): Promise<{ id: string }> =>
    vanish(local, 'komoju.payment.create', 'drop_after_accept');

  test('of another operation is refused', async () => {
    const { id } = await lost();
    const other = await havePayment(local);
    const reference = other.metadata['gateway_operation'] ?? '';

    await expectRefused(
      await resolve(id, '--object', other.id, ...sure),
      id,
      new RegExp(`^${other.id} carries the id of ${reference}, so it is not what ${id} made`),
    );
  });

  test('that carries no operation’s id is refused', async () => {
    const { id } = await lost();

    const refused = await resolve(id, '--object', await payThere(), ...sure);

    await expectRefused(refused, id, /carries no operation’s id/);
  });

  test('of another amount is refused', async () => {
    const { id } = await lost();
    const object = await payThere({ amount: 500, metadata: { gateway_operation: id } });

    const refused = await resolve(id, '--object', object, ...sure);

    await expectRefused(refused, id, /is of 500 JPY, and op_\w+ asked for 1000 JPY/);
  });

  test('that came to nothing is left to the gateway, which records it as a no', async () => {
    const order = {
      body: { amount: 1000, currency: 'JPY', payment_details: konbini },
      idempotencyKey: newKey(),
    };
    await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept' });
    const id = operationOf(await local.call('POST', payments, order));
    const { data } = shown(await local.call('GET', payments)) as unknown as {
      data: { id: string; metadata: Record<string, string> }[];
    };
    const object = data.find(({ metadata }) => metadata['gateway_operation'] === id)?.id ?? '';
    await local.sandbox('POST', `komoju/payments/${object}/fail`);
    await setVersion(local, newer);
    const refused = await resolve(id, '--object', object, ...sure);
    await setVersion(local, older);

    await expectRefused(refused, id, /has failed/);
  });

  test('of what was never sent is refused, and the no needs no look', async () => {
    await local.fault({ kind: 'refuse_connection', match: 'POST /api/v1/payments' });
    const body = { amount: 1000, currency: 'JPY', payment_details: card };
    const order = { body, idempotencyKey: newKey() };
    const id = operationOf(await local.call('POST', payments, order));

    const confirmed = await resolve(id, '--object', await payThere(), ...sure);
    await expectRefused(confirmed, id, /was ever sent\. Say --not-executed/);
    await local.advanceClock(quarantineMs);
    const before = (await local.requests()).length;
    const denied = await resolve(id, '--not-executed', ...sure);

    expect([denied.code, denied.error]).toEqual([0, '']);
    expect(await stateOf(id)).toBe('FAILED');
    expect(await local.requests()).toHaveLength(before);
  });
});

describe('a provider that does not say', () => {
  test.each([
    ['komoju.payment.create', 'GET /api/v1/payments'],
    ['komoju.payment.capture', 'GET /api/v1/payments/*'],
  ] as const)('leaves %s as it is, whatever a person says', async (operation, match) => {
    const { id } = await vanish(local, operation, 'drop_before_accept');
    const object = (await local.item(id))?.['resource']?.S?.replace('komoju#', '') ?? 'none';
    await local.advanceClock(quarantineMs);

    await local.fault({ match, kind: 'status', status: 500, body: {} });
    const denied = await resolve(id, '--not-executed', ...sure);
    await local.clearFaults();
    await local.fault({ match: 'GET /api/v1/payments/*', kind: 'status', status: 500, body: {} });
    const confirmed = await resolve(id, '--object', object, ...sure);

    for (const refused of [denied, confirmed]) {
      await expectRefused(refused, id, /did not show .* \(its last answer was 500\)/);
    }
  });
});

describe('a secret', () => {
  async function putSecret(secret: object): Promise<void> {
    const { client, settings } = await secretsOf(local);
    const SecretString = JSON.stringify(secret);
    const SecretId = settings['KOMOJU_SECRET'];
    await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
    client.destroy();
  }
  afterEach(() => putSecret({ account: 'main', secretKey: 'sk_test_simulator' }));

  const denyWith = async (secret: object): Promise<readonly [Ended, string]> => {
    const { id } = await vanish(local, 'komoju.payment.create', 'drop_before_accept');
    await local.advanceClock(quarantineMs);
    await putSecret(secret);
    return [await resolve(id, '--not-executed', ...sure), id];
  };

  test.each([
    [
      'of another account shows nothing',
      { account: 'other', secretKey: 'sk_test_simulator' },
      /sent to the account main, and the secret is of other/,
    ],
    ['that is empty opens nothing', { account: 'main', secretKey: '' }, /empty\. Fill in/],
    [
      'of the other mode opens nothing',
      { account: 'main', secretKey: 'sk_live_1' },
      /komoju is of the other mode than the gateway\. Put/,
    ],
    ['that is none opens nothing', {}, /cannot be read \(\S+\)\. See/],
  ])('%s', async (_case, secret, line) => {
    const [refused, id] = await denyWith(secret);

    await expectRefused(refused, id, line);
  });
});

describe('a record', () => {
  test.each([
    ['of another version', 'v', { N: '99' }, /written by another version of the gateway/],
    ['of an operation that is gone', 'op', { S: 'komoju.gone' }, /^komoju\.gone is no operation/],
  ])('%s is refused', async (_case, name, value, line) => {
    const { id } = await vanish(local, 'komoju.payment.create', 'drop_after_accept');
    await local.setAttribute(id, name, value);

    await expectRefused(await resolve(id, '--object', 'x', ...sure), id, line);
  });

  test('that is completed is never changed', async () => {
    const { id, metadata } = await havePayment(local);
    const operation = metadata['gateway_operation'] ?? '';
    await local.advanceClock(quarantineMs);
    const before = await local.item(operation);

    const denied = await resolve(operation, '--not-executed', ...sure);
    const confirmed = await resolve(operation, '--object', id, ...sure);

    for (const { code, error } of [denied, confirmed]) {
      expect([code, error]).toEqual([
        1,
        `${operation} is completed: succeeded, ${id}. Nothing changes that any more.`,
      ]);
    }
    expect(await local.item(operation)).toEqual(before);
  });

  test('that somebody else resolved meanwhile stays as they did, and that is told', async () => {
    const { id } = await vanish(local, 'komoju.payment.refund-request', 'drop_after_accept');
    const named = (await local.item(id))?.['resource']?.S?.replace('komoju#', '') ?? '';
    await local.advanceClock(quarantineMs);
    const target = await localTarget(local.simulatorUrl);
    const decision = { id, object: undefined, by: { actor: 'taro', reason: 'Not there.' } };
    const work = { target, registry, wording: commandWording };

    const late = await prepare(work, decision, () => undefined);
    await resolve(id, '--object', named, ...sure);

    await expect(carryOut(work, late)).rejects.toThrow(
      `${id} has changed meanwhile. It is now succeeded, ${named}, by hanako: ${reason}.`,
    );
    expect((await local.item(id))?.['by']?.M?.['actor']?.S).toBe('hanako');
  });

  test('whose write got no answer is told as unknown', async () => {
    const { id } = await vanish(local, 'komoju.payment.update', 'drop_after_accept');
    const named = (await local.item(id))?.['resource']?.S?.replace('komoju#', '') ?? '';
    await local.fault({ on: 'table', match: 'UpdateItem', kind: 'drop_before_accept', times: 9 });

    const { code, error } = await resolve(id, '--object', named, ...sure);

    expect([code, await stateOf(id)]).toEqual([1, 'PENDING']);
    expect(error).toMatch(/^Nobody knows whether op_\w+ was written, .* Look: show op_\w+$/);
  });

  test('is not read with a clock of its own: the local one may have been moved', async () => {
    const target = await localTarget(local.simulatorUrl);
    await local.advanceClock(quarantineMs);
    const moved = await localTarget(local.simulatorUrl);

    expect(moved.now() - target.now()).toBeGreaterThan(quarantineMs - 60_000);
  });
});
