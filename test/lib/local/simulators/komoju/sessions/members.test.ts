import { expect, test } from '@jest/globals';
import { ask, done, runSimulators } from '../../running-simulators.ts';
import { askKomoju, card } from '../orders.ts';
import { browser, cards, open, paySession, showSession } from '../checkouts.ts';

/*
 * Every member that KOMOJU's client for Node types is there; a star marks those that not every object has. Left out are
 * merchant_id (sellers on a platform), installments and api_endpoint (Komoju Pay).
 */

runSimulators();

const konbini = ({ type }: { type: string }): boolean => type === 'konbini';

/** A session of everything, completed with a card. */
async function everything(): Promise<Record<string, unknown>> {
  const session = await open({
    mode: 'customer_payment',
    email: 'hana@example.com',
    line_items: [{ description: 'Tea' }],
    payment_data: {
      external_order_num: '7',
      name: 'Hana',
      name_kana: 'ハナ',
      platform_details: {},
    },
  });
  await paySession(session);
  return { ...(await showSession(session.id)) };
}

const methodsOf = async (): Promise<{ type: string }[]> =>
  (
    await done<{ payment_methods: { type: string }[] }>(
      askKomoju('POST /sessions', {
        amount: 1,
        currency: 'JPY',
      }),
    )
  ).payment_methods;

type Read = () => Promise<unknown>;

// prettier-ignore
const documented: readonly (readonly [what: string, members: string, read: Read])[] = [
  ['a session', 'id resource mode amount currency default_locale status expired session_url return_url payment_methods created_at cancelled_at completed_at merchant metadata payment payment_data customer_id secure_token line_items email', everything],
  ['its payment data', 'capture external_order_num name name_kana platform_details', async () => (await everything())['payment_data']],
  ['its merchant', 'name', async () => (await everything())['merchant']],
  ['its payment', 'session customer amount total status payment_details', async () => (await everything())['payment']],
  ['its secure token', 'id created_at verification_status authentication_url three_ds_auth_result', async () => (await everything())['secure_token']],
  ['a payment method of cards', 'type hashed_gateway amount currency exchange_rate offsite additional_fields brands customer_fee', async () => (await methodsOf())[0]],
  ['one of convenience stores', 'type brands seven_eleven_merchant_number', async () => (await methodsOf()).find(konbini)],
  ['an available method', 'name_en name_ja name_ko type_slug currency subtypes secure_token_supported', async () => (await done<unknown[]>(askKomoju('GET /payment_methods', undefined, browser)))[0]],
  ['a secure token', 'id secure_token created_at verification_status authentication_url three_ds_auth_result', () => done(askKomoju('POST /secure_tokens', { amount: 1, currency: 'JPY', return_url: 'https://a.example', payment_details: card(cards.frictionless) }))],
  ['what the bank said', 'dsReferenceNumber acsReferenceNumber threeDSRequestorTransID acsTransID dsTransID threeDSServerTransID eci messageVersion authenticationType authenticationValue transStatus', async () => ((await everything())['secure_token'] as { three_ds_auth_result: unknown }).three_ds_auth_result],
  ['a pay answer', 'redirect_url status payment customer', async () => paySession(await open({ mode: 'customer_payment' }))],
  ['one with an app', 'redirect_url status payment app_url', async () => paySession(await open(), { type: 'paypay' })],
  ['its customer', 'id resource email source metadata created_at', async () => (await paySession(await open({ mode: 'customer' })) as unknown as { customer: unknown }).customer],
  ['a token', 'id resource created_at payment_details', () => done(askKomoju('POST /tokens', { payment_details: card(), currency: 'JPY', platform_details: {} }, browser))],
];

test.each(documented)('%s has: %s', async (_what, members, read) => {
  const object = await read();

  expect(Object.keys(object as object)).toEqual(expect.arrayContaining(members.split(' ')));
});

test('the available methods are a plain list, with a name in three languages', async () => {
  const methods = await done<Record<string, unknown>[]>(askKomoju('GET /payment_methods'));

  expect(methods).toContainEqual({
    name_en: 'Convenience store',
    name_ja: 'コンビニ',
    name_ko: '편의점',
    type_slug: 'konbini',
    currency: 'JPY',
    subtypes: expect.arrayContaining(['lawson']),
  });
});

test('a method shows what its customer pays on top', async () => {
  await ask('POST /sandbox/komoju/fees', { konbini: 190 });

  expect((await methodsOf()).find(konbini)).toMatchObject({ customer_fee: 190 });
});

test('no card number is shown by a session, its payment or its token', async () => {
  expect(JSON.stringify(await everything())).not.toContain(cards.frictionless);
});
