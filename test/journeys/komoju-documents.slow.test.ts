import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  bytesOf,
  expectedOf,
  samplesOf,
  withoutReference,
  type Members,
  type Sample,
} from './komoju-documents/documented.ts';
import type { Version } from '../../lib/local/simulators/komoju/assumptions.ts';
import {
  isList,
  isOfPayment,
  makeFor,
  nameOf,
  pathHere,
  undecided,
} from './komoju-documents/payment-samples.ts';
import { card, customers, formType, havePayment, newKey, payments, shown } from './orders.ts';
import { startSystem, type System } from './system.ts';
import { atEachVersion, older } from './versions.ts';

/* Every curl request of KOMOJU's documents of 2018 and 2020, with only origin, key, ids and years exchanged. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

/** Sends a sample's request to the gateway. */
function send(sample: Sample, path: string): ReturnType<System['call']> {
  const hasForm = Object.keys(sample.form).length > 0;
  return local.call(sample.method, path, {
    ...(sample.method === 'POST' && { idempotencyKey: newKey() }),
    ...(hasForm && { body: bytesOf(sample), headers: formType }),
  });
}

/** The newer version answers a refund request without a body. */
const isAnswered = ({ path }: Sample, version: Version): boolean =>
  version === older || !path.endsWith('/refund_request');

atEachVersion(
  () => local,
  (version) => {
    describe.each([
      ['payments-2018', 2018, 21],
      ['payment-update-2018', 2018, 1],
      ['payments-2020', 2020, 39],
    ])('%s', (document, year, count) => {
      const samples = samplesOf(document);

      test(`has ${count} samples`, () => {
        expect(samples).toHaveLength(count);
      });

      const ofPayments = samples.filter(
        (sample) => isOfPayment(sample) && !isList(sample) && isAnswered(sample, version),
      );
      test.each(ofPayments.map((sample) => [nameOf(sample), sample] as const))(
        '%s is answered as documented',
        async (_, sample) => {
          const isCreate = sample.method === 'POST' && sample.path.endsWith('/payments');
          const made = isCreate ? '' : await makeFor(local, sample);

          const { status, json } = await send(sample, pathHere(sample.path, made));

          const id = isCreate ? String(json['id']) : made;
          const expected = {
            ...expectedOf(sample.answer, { id, year, version }),
            ...undecided(sample),
          };
          expect(status).toBe(200);
          expect(withoutReference(json)).toEqual(expected);
          expect(Object.keys(json)).toEqual(Object.keys(expected));
        },
      );
    });
  },
);

describe('a list', () => {
  test.each([
    ['payments-2018', 0],
    ['payments-2020', 1],
  ])(
    'of %s shows %i payments as documented',
    async (document, total) => {
      const sample = samplesOf(document).find(isList);
      const fresh = await startSystem();
      try {
        for (let made = 0; made < total; made += 1) await havePayment(fresh);

        const { status, json } = await fresh.call('GET', payments);

        const { data, ...frame } = json as { data: Members[] };
        const { data: documented, ...expected } = sample?.answer as { data: Members[] };
        expect(status).toBe(200);
        expect(frame).toEqual(expected);
        expect(data.map((payment) => Object.keys(payment))).toEqual(
          documented.map((payment) => Object.keys(payment)),
        );
      } finally {
        await fresh.close();
      }
    },
    60_000,
  );
});

test('customer-update-2020: a customer is given another card by a token', async () => {
  const [sample] = samplesOf('customer-update-2020');
  if (sample === undefined) throw new Error('The document has no sample.');
  const { answer } = sample;
  const created = await local.call('POST', customers, {
    body: { email: answer['email'], metadata: answer['metadata'], payment_details: card },
    idempotencyKey: newKey(),
  });
  const { id } = shown(created);
  const token = await local.makeToken({ ...card, month: '1' });

  const form = { ...sample.form, payment_details: token };
  const { status, json } = await send({ ...sample, form }, `${customers}/${id}`);

  expect(status).toBe(200);
  expect(withoutReference(json)).toEqual(expectedOf(answer, { id, year: 2020, version: older }));
});
