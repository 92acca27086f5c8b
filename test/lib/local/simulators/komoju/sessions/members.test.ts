import { expect, test } from '@jest/globals';
import { ask, done, runSimulators } from '../../running-simulators.ts';
import { differences, documented } from '../../../../../support/komoju-checkout.ts';
import { askKomoju } from '../orders.ts';
import { browser, cards, open, paySession, showSession } from '../checkouts.ts';

runSimulators();

const konbini = ({ type }: { type: string }): boolean => type === 'konbini';

const methodsOf = async (): Promise<{ type: string }[]> =>
  (
    await done<{ payment_methods: { type: string }[] }>(
      askKomoju('POST /sessions', { amount: 1, currency: 'JPY' }),
    )
  ).payment_methods;

test.each(documented)('$operation tells all of $object', async ({ members, read }) => {
  const object = await read((on, body) => done(askKomoju(on, body)));

  expect(differences(members, object)).toEqual([]);
});

test('the available methods are a plain list, with a name in three languages', async () => {
  const methods = await done<Record<string, unknown>[]>(
    askKomoju('GET /payment_methods', undefined, browser),
  );

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
  const session = await open({ mode: 'customer_payment' });
  await paySession(session);

  expect(JSON.stringify(await showSession(session.id))).not.toContain(cards.frictionless);
});
