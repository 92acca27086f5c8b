import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { restart, runSimulators } from '../../running-simulators.ts';
import { card, konbini, rejected } from '../orders.ts';
import { cards, control, open, paymentIds, paySession, showSession } from '../checkouts.ts';

runSimulators();

describe('the sandbox plays a customer who', () => {
  test.each([
    ['pays by card and confirms', { payment_details: card() }, 'captured'],
    ['pays at a convenience store', { payment_details: konbini }, 'authorized'],
  ])('%s', async (_what, visit, status) => {
    const { id } = await open();

    const { body } = await control(id, 'pay', visit);

    expect(body).toMatchObject({ status: 'completed', payment: { status, session: id } });
    expect(body).toEqual(await showSession(id));
  });

  test.each([
    ['does not confirm', { payment_details: card(), three_d_secure: 'fail' }, 'card_declined'],
    ['has no money', { payment_details: card(cards.declined) }, 'insufficient_funds'],
  ])('%s, and gets KOMOJU’s rejection', async (_what, visit, code) => {
    const { id } = await open();

    expect(await control(id, 'pay', visit)).toEqual(rejected(502, code));
    expect((await showSession(id)).status).toBe('pending');
  });

  test('pays what is gone, and is rejected', async () => {
    expect(await control('nobody', 'pay', { payment_details: card() })).toEqual(
      rejected(404, 'not_found'),
    );
  });

  test('does something unknown, and is told what there is', async () => {
    const { id } = await open();

    expect((await control(id, 'pay', { three_d_secure: 'maybe' })).status).toBe(400);
  });
});

describe('a session', () => {
  test('expires by the sandbox, once', async () => {
    const { id } = await open();

    expect((await control(id, 'expire')).body).toMatchObject({ expired: true, status: 'pending' });
    expect((await control(id, 'expire')).status).toBe(409);
    expect((await control('nobody', 'expire')).status).toBe(404);
  });

  test('is there after a restart, as is its secure token, and no card number is in the file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'sessions-')), 'simulators.json');
    await restart({ file });
    const session = await open();
    const begun = await paySession(session, card(cards.challenge));
    await restart({ file });

    const { secure_token: token } = await showSession(session.id);
    expect(begun.redirect_url).toContain(`token=${token?.id}`);
    await control(session.id, 'pay', { payment_details: card(cards.challenge) });

    await restart({ file });
    expect(await showSession(session.id)).toMatchObject({ status: 'completed' });
    expect(await paymentIds()).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).not.toContain(cards.challenge);
  });
});
