import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Version } from '../../lib/local/simulators/komoju/assumptions.ts';
import { card, havePayment, newKey, payments, shown } from './orders.ts';
import { startSystem, type System } from './system.ts';
import { atEachVersion, newer, older } from './versions.ts';

/* Every operation on every payment type, from every state it can be in: where it leads, or which code refuses it. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

const person = {
  email: 'taro@example.com',
  phone: '080-1111-2222',
  family_name: '山田',
  given_name: '太郎',
  family_name_kana: 'ヤマダ',
  given_name_kana: 'タロウ',
};
const number = { prepaid_number: '1111111111111111' };

/** The details of a payment by each type; types in one row are used in the same way. */
const kinds: Record<string, Record<string, object>> = {
  card: { credit_card: card },
  cash: { konbini: { ...person, store: 'lawson' }, bank_transfer: person, pay_easy: person },
  prepaid: {
    web_money: number,
    bit_cash: number,
    net_cash: number,
    nanaco: number,
    steam_prepaid_card: number,
  },
  voucher: {
    culture_voucher: { culture_id: '1', culture_password: '2' },
    happy_money: { happy_money_id: '1', happy_money_password: '2' },
    dospara: { user_no: '1', user_password: '2' },
  },
  wallet: {
    mobile: person,
    japan_mobile: { brand: 'docomo' },
    line_pay: {},
    merpay: {},
    paidy: { customer_name: '山田太郎' },
  },
  // Also what nobody has heard of yet.
  newWallet: { paypay: {}, linepay: {}, rakutenpay: {}, something_new: {} },
};

/** How a new payment gets into a state: by an operation, or by what happens at KOMOJU. */
const ways: Record<string, readonly string[]> = {
  new: [],
  paid: ['sandbox pay'],
  cancelled: ['cancel'],
  expired: ['sandbox expire'],
  failed: ['sandbox fail'],
  refunded: ['refund'],
  'paid, then refunded': ['sandbox pay', 'refund'],
  'paid, then charged back': ['sandbox pay', 'sandbox chargeback'],
};

async function lead(id: string, how: string): Promise<void> {
  for (const step of ways[how] ?? []) {
    const [on, event] = step.split(' ');
    if (event !== undefined) await local.sandbox('POST', `komoju/payments/${id}/${event}`);
    else await local.call('POST', `${payments}/${id}/${on}`, { idempotencyKey: newKey() });
  }
}

const bodies: Record<string, object | undefined> = {
  refund_request: {
    customer_name: 'John Doe',
    bank_name: 'KOMOJU BANK',
    branch_number: '123',
    account_type: 'normal',
    account_number: '1234567',
  },
};

const steps = ['capture', 'cancel', 'refund', 'refund_request'];

// What each step leads to; `no` stands for the step's own error: not_capturable, not_cancellable, not_refundable.
// prettier-ignore
const table: readonly (readonly [kind: string, how: string, state: string, ...ends: string[]])[] = [
  // kind        how it got there           state         capture     cancel       refund      refund_request
  ['card',      'authorized',              'authorized', 'captured', 'cancelled', 'no',       'no'],
  ['card',      'new',                     'captured',   'no',       'no',        'refunded', 'no'],
  ['card',      'refunded',                'refunded',   'no',       'no',        'no',       'no'],
  ['card',      'authorized, cancelled',   'cancelled',  'no',       'no',        'no',       'no'],
  ['card',      'authorized, expired',     'expired',    'no',       'no',        'no',       'no'],
  ['card',      'authorized, failed',      'failed',     'no',       'no',        'no',       'no'],
  ['cash',      'new',                     'authorized', 'no',       'cancelled', 'no',       'no'],
  ['cash',      'paid',                    'captured',   'no',       'no',        'captured', 'captured'],
  ['cash',      'paid, then refunded',     'captured',   'no',       'no',        'no',       'no'],
  ['cash',      'paid, then charged back', 'refunded',   'no',       'no',        'no',       'no'],
  ['cash',      'cancelled',               'cancelled',  'no',       'no',        'no',       'no'],
  ['cash',      'expired',                 'expired',    'no',       'no',        'no',       'no'],
  ['cash',      'failed',                  'failed',     'no',       'no',        'no',       'no'],
  ['prepaid',   'new',                     'captured',   'no',       'no',        'refunded', 'no'],
  ['prepaid',   'refunded',                'refunded',   'no',       'no',        'no',       'no'],
  ['voucher',   'new',                     'captured',   'no',       'no',        'refunded', 'no'],
  ['voucher',   'refunded',                'refunded',   'no',       'no',        'no',       'no'],
  ['wallet',    'new',                     'authorized', 'no',       'cancelled', 'no',       'no'],
  ['wallet',    'paid',                    'captured',   'no',       'no',        'refunded', 'no'],
  ['wallet',    'paid, then refunded',     'refunded',   'no',       'no',        'no',       'no'],
  ['wallet',    'cancelled',               'cancelled',  'no',       'no',        'no',       'no'],
  ['wallet',    'expired',                 'expired',    'no',       'no',        'no',       'no'],
  ['wallet',    'failed',                  'failed',     'no',       'no',        'no',       'no'],
  ['newWallet', 'new',                     'pending',    'no',       'cancelled', 'no',       'no'],
  ['newWallet', 'paid',                    'captured',   'no',       'no',        'refunded', 'no'],
  ['newWallet', 'expired',                 'expired',    'no',       'no',        'no',       'no'],
];

const errors: Record<string, string> = {
  capture: 'not_capturable',
  cancel: 'not_cancellable',
  refund: 'not_refundable',
  refund_request: 'not_refundable',
};

/** Older versions show no failure. */
const shownAt = (version: Version, state: string): string =>
  version === older && state === 'failed' ? 'pending' : state;

/** Makes a payment of a type and leads it to where a row begins. */
async function make(type: string, how: string, details: object): Promise<string> {
  const [first = '', then = 'new'] = how.split(', ');
  const isHeld = first === 'authorized';
  const { id } = await havePayment(local, {
    capture: !isHeld,
    payment_details: { ...details, type },
  });
  await lead(id, isHeld ? then : how);
  return id;
}

/** What a step is told: the payment's state, or the code of the error. */
async function take(step: string, id: string): Promise<readonly [number, string | undefined]> {
  const body = bodies[step];
  const answer = await local.call('POST', `${payments}/${id}/${step}`, {
    idempotencyKey: newKey(),
    ...(body !== undefined && { body }),
  });
  const { status, error } = answer.json as { status?: string; error?: { code: string } };
  return [answer.status, error?.code ?? status];
}

/** At the newer version one type of each kind, for what differs does not depend on the type. */
const rowsAt = (version: Version) =>
  table.flatMap(([kind, how, state, ...ends]) =>
    Object.entries(kinds[kind] ?? {})
      .slice(0, version === older ? undefined : 1)
      .map(
        ([type, details]) =>
          [type, how, { details, state, ends: steps.map((step, at) => [step, ends[at]]) }] as const,
      ),
  );

atEachVersion(
  () => local,
  (version) => {
    test.each(rowsAt(version))(
      'a %s payment, %s, takes each step or refuses it',
      async (type, how, row) => {
        const id = await make(type, how, row.details);
        const before = await local.call('GET', `${payments}/${id}`);
        expect(shown(before).status).toBe(shownAt(version, row.state));

        for (const [step = '', end] of row.ends) {
          if (end === 'no') {
            expect([step, ...(await take(step, id))]).toEqual([step, 422, errors[step]]);
          } else {
            const another = await make(type, how, row.details);
            const accepted =
              version === newer && step === 'refund_request' ? [204, undefined] : [200, end];
            expect([step, ...(await take(step, another))]).toEqual([step, ...accepted]);
          }
        }

        // No error has changed anything, and what a merchant notes can be changed in every state.
        const noted = await local.call('PATCH', `${payments}/${id}`, {
          body: { description: 'noted' },
        });
        expect(noted.json).toEqual({ ...before.json, description: 'noted' });
      },
    );
  },
);
