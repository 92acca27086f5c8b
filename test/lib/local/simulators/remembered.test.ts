import { expect, test } from '@jest/globals';
import { rememberedMax } from '../../../../lib/host/bounded.ts';
import { truthfulLists } from '../../../../lib/local/sandbox/lists.ts';
import { createPayment as createCoineyPayment } from '../../../../lib/local/simulators/coiney/payments.ts';
import { emptyCoiney } from '../../../../lib/local/simulators/coiney/state.ts';
import { versions } from '../../../../lib/local/simulators/komoju/assumptions.ts';
import { createCustomer } from '../../../../lib/local/simulators/komoju/customers/create.ts';
import { createPayment } from '../../../../lib/local/simulators/komoju/payments/create.ts';
import { createSession } from '../../../../lib/local/simulators/komoju/sessions/create.ts';
import { emptyKomoju } from '../../../../lib/local/simulators/komoju/state.ts';
import { card, konbini } from './komoju/orders.ts';

/** As many entries as are kept; none is read. */
const full = <Entry>(): Record<string, Entry> =>
  Object.fromEntries(
    Array.from({ length: rememberedMax }, (_, place) => [`old_${place}`, {}]),
  ) as Record<string, Entry>;

const shared = {
  now: () => Date.UTC(2026, 2, 1),
  origin: 'http://127.0.0.1',
  path: {},
  query: new URLSearchParams(),
  lists: truthfulLists(),
  scenario: undefined,
  version: versions[0],
};

/** The number of entries, and whether the oldest is there. */
const kept = (entries: Record<string, unknown>) => [
  Object.keys(entries).length,
  'old_0' in entries,
];

test('a simulator that is full forgets its oldest payments, customers and sessions', () => {
  const komoju = {
    ...emptyKomoju(),
    payments: full<never>(),
    customers: full<never>(),
    sessions: full<never>(),
  };
  const coiney = { ...emptyCoiney(), payments: full<never>() };

  createPayment({
    ...shared,
    state: komoju,
    fields: { amount: 1, currency: 'JPY', payment_details: konbini },
  });
  createCustomer({ ...shared, state: komoju, fields: { payment_details: card() } });
  createSession({ ...shared, state: komoju, fields: { amount: 1, currency: 'JPY' } });
  createCoineyPayment({
    ...shared,
    state: coiney,
    body: JSON.stringify({ amount: 1000, currency: 'jpy', method: 'creditcard' }),
  });

  const all = [komoju.payments, komoju.customers, komoju.sessions, coiney.payments];
  expect(all.map(kept)).toEqual(all.map(() => [rememberedMax, false]));
});
