import { userInfo } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { isLookedUp, rowOf } from '../../functions/operations.ts';
import { askProvider } from '../load/maker.ts';
import { codeOf, orderedOperations, vanish } from './mutations.ts';
import { hereOf, operations, spawnGateway, typeAgain } from './gateway-command.ts';
import { card, payments } from './orders.ts';
import { startSystem, type System } from './system.ts';

/* A person decides what became of an operation, and it goes on the record with the person's name and words. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

/** A day, and the ten minutes that a list may lag. */
const quarantineMs = 86_400_000 + 600_000;
const reason = "It's so in the dashboard.";
const why = ['--reason', reason, '--actor', 'hanako'];

const resolve = (...words: readonly string[]) => operations(local, 'resolve', ...words);

const recordOf = async (id: string) => {
  const item = (await local.item(id)) ?? {};
  const text = (name: string, member: string) => item[name]?.M?.[member]?.S;
  return {
    state: item['st']?.S,
    actor: text('by', 'actor'),
    reason: text('by', 'reason'),
    why: text('res', 'why'),
    object: text('res', 'object'),
    /** What its path names. */
    named: item['resource']?.S?.replace(/^.*#/, '') ?? '',
  };
};

describe.each(orderedOperations)('%s', (operation) => {
  const { lookup = 'none' } = rowOf(operation);
  const isFindable = isLookedUp(lookup);

  test('is closed after the quarantine and not before, where it never arrived', async () => {
    const { id, send, applied } = await vanish(local, operation, 'drop_before_accept');
    const denial = [id, '--not-executed', ...why, '--yes'];

    const early = await resolve(...denial);
    const open = await recordOf(id);
    await local.advanceClock(quarantineMs);
    const before = (await local.requests()).length;
    const late = await resolve(...denial);
    const reads = (await local.requests()).length - before;
    const reply = await send();

    expect([early.code, open.state]).toEqual([1, 'PENDING']);
    expect(early.error).toMatch(/may still be executed\. Say --not-executed from \S+Z on\.$/);
    expect([late.code, late.error]).toEqual([0, '']);
    // Of what cannot be told from another's no read says anything.
    expect(reads > 0).toBe(isFindable);
    expect(await recordOf(id)).toMatchObject({
      ...{ state: 'FAILED', why: 'not_executed', actor: 'hanako', reason },
    });
    expect([reply.status, codeOf(reply)]).toEqual([409, 'operation_closed']);
    expect(await applied(reply)).toBe(0);
  });

  // Of what is harmless no object is told: it is closed.
  const testUnlessHarmless = lookup === 'harmless' ? test.skip : test;
  testUnlessHarmless(
    'is succeeded with what it made or changed, and never closed over it',
    async () => {
      const { id, send, applied, success } = await vanish(local, operation, 'drop_after_accept');
      await local.advanceClock(quarantineMs);

      const denied = isFindable ? await resolve(id, '--not-executed', ...why, '--yes') : undefined;
      const { state: before, named } = await recordOf(id);
      const object = denied === undefined ? named : /shows (\S+),/.exec(denied.error)?.[1];
      const confirmed = await resolve(id, '--object', object ?? '', ...why, '--yes');
      const answered = await send();

      expect(denied?.code).toBe(isFindable ? 1 : undefined);
      expect(before).toBe('PENDING');
      expect([confirmed.code, confirmed.error]).toEqual([0, '']);
      expect(await recordOf(id)).toMatchObject({
        ...{ state: 'SUCCEEDED', why: 'read', object, actor: 'hanako', reason },
      });
      expect([answered.status, answered.headers.get('x-result-source')]).toEqual([success, 'read']);
      expect(await applied(answered)).toBe(1);
    },
  );

  test('is not succeeded with an object that is not its own', async () => {
    const kind = isFindable ? 'drop_before_accept' : 'drop_after_accept';
    const { id } = await vanish(local, operation, kind);
    const { named } = await recordOf(id);
    const object = isFindable && named !== '' ? named : 'another';

    const { code, error } = await resolve(id, '--object', object, ...why, '--yes');

    expect(code).toBe(1);
    expect(error).toContain(object);
    expect((await recordOf(id)).state).toBe('PENDING');
  });
});

describe('without --yes', () => {
  const vanished = () => vanish(local, 'komoju.payment.refund-request', 'drop_after_accept');

  test('nothing is written, and the command that is told writes it', async () => {
    const { id } = await vanished();
    const { named } = await recordOf(id);
    const words = ['operations', 'resolve', id, '--object', named, ...why, ...hereOf(local)];

    const tried = await spawnGateway(words);
    const before = await recordOf(id);
    const done = await typeAgain(tried.out.trimEnd().split('\n').at(-1) ?? '');

    expect([tried.code, tried.error]).toEqual([0, '']);
    expect(tried.out).toMatch(/^state +pending$/m);
    expect(tried.out).toMatch(/^would write +succeeded$/m);
    expect(tried.out).toMatch(new RegExp(`^object +${named}$`, 'm'));
    expect(tried.out).toMatch(/^resolved by +hanako: It's so in the dashboard\.$/m);
    expect(before).toMatchObject({ state: 'PENDING', actor: undefined });
    expect([done.code, done.error]).toEqual([0, '']);
    expect(await recordOf(id)).toMatchObject({ state: 'SUCCEEDED', actor: 'hanako', reason });
  }, 30_000);
});

test('the user of the machine is on record where nobody else is named, and is shown', async () => {
  const { id } = await vanish(local, 'komoju.payment.update', 'drop_after_accept');
  const { named } = await recordOf(id);

  await resolve(id, '--object', named, '--reason', reason, '--yes');
  const { out } = await operations(local, 'show', id);

  const { username } = userInfo();
  expect((await recordOf(id)).actor).toBe(username);
  expect(out).toMatch(new RegExp(`^resolved by +${username}: It's so in the dashboard\\.$`, 'm'));
});

test('an object of another amount is no proof, and a person may say no', async () => {
  const { id } = await vanish(local, 'komoju.payment.create', 'drop_before_accept');
  const there = { amount: 500, currency: 'JPY', payment_details: card };
  const metadata = { gateway_operation: id };
  await askProvider(local.simulatorUrl, `POST ${payments}`, { ...there, metadata });
  await local.advanceClock(quarantineMs);

  const denied = await resolve(id, '--not-executed', ...why, '--yes');

  expect([denied.code, (await recordOf(id)).state]).toEqual([0, 'FAILED']);
});

test('a decision that meets itself, for the answer to its write was lost, is written', async () => {
  const { id } = await vanish(local, 'komoju.payment.update', 'drop_after_accept');
  const named = (await recordOf(id)).named;
  await local.fault({ on: 'table', match: 'UpdateItem', kind: 'drop_after_accept' });

  const { code, out } = await resolve(id, '--object', named, ...why, '--yes');

  expect([code, (await recordOf(id)).state]).toEqual([0, 'SUCCEEDED']);
  expect(out).toContain('what is written is your word');
});
