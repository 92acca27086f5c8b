import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  expectedOf,
  samplesOf,
  withoutReference,
  type Members,
  type Sample,
} from './komoju-documents/documented.ts';
import {
  isList,
  isOfPayment,
  makeFor,
  nameOf,
  pathHere,
  undecided,
} from './komoju-documents/payment-samples.ts';
import { nodeScript, rubyScript, type Place } from './komoju-documents/printed.ts';
import { card, customers, newKey, payments, shown } from './orders.ts';
import { startSystem, type System } from './system.ts';
import { older } from './versions.ts';

/* The scripts of KOMOJU's documents run as they are printed, with the key of a client that was written for KOMOJU. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

// A script is a process of its own, and so is the gateway's function behind it.
jest.setTimeout(60_000);

const run = promisify(execFile);

function only(samples: readonly Sample[]): Sample {
  const [sample] = samples;
  if (sample === undefined) throw new Error('The document has no such sample.');
  return sample;
}

type Language = readonly [
  name: string,
  write: (sample: Sample, place: Place) => string,
  ...string[],
];
const languages: readonly Language[] = [
  ['Node', nodeScript, process.execPath, '-e'],
  ['Ruby', rubyScript, 'ruby', '-e'],
];

const isInstalled = (program: string): boolean =>
  spawnSync(program, ['--version']).error === undefined;

/** What a script prints: the answer. */
async function printed([, write, program = '', ...flags]: Language, sample: Sample, path: string) {
  const place = { origin: local.url, path, key: local.keys.unmodified };
  const { stdout } = await run(program, [...flags, write(sample, place)]);
  return JSON.parse(stdout) as Members;
}

for (const language of languages) {
  const [name, , program = ''] = language;
  const title = isInstalled(program) ? name : `${name}, which is not installed`;

  (isInstalled(program) ? describe : describe.skip)(title, () => {
    describe.each([
      ['payments-2020', 2020],
      ['payment-update-2018', 2018],
    ])('%s', (document, year) => {
      const ofPayments = samplesOf(document).filter((each) => isOfPayment(each) && !isList(each));

      test.each(ofPayments.map((sample) => [nameOf(sample), sample] as const))(
        '%s',
        async (_, sample) => {
          const isCreate = sample.path.endsWith('/payments');
          const made = isCreate ? '' : await makeFor(local, sample);

          const answer = await printed(language, sample, pathHere(sample.path, made));

          const id = isCreate ? String(answer['id']) : made;
          expect(withoutReference(answer)).toEqual({
            ...expectedOf(sample.answer, { id, year, version: older }),
            ...undecided(sample),
          });
        },
      );
    });

    test('the list of payments', async () => {
      const list = only(samplesOf('payments-2020').filter(isList));

      const answer = await printed(language, list, payments);

      expect(Object.keys(answer)).toEqual(Object.keys(list.answer));
    });

    test('the update of a customer', async () => {
      const sample = only(samplesOf('customer-update-2020'));
      const { answer, form } = sample;
      const body = { email: answer['email'], metadata: answer['metadata'], payment_details: card };
      const idempotencyKey = newKey();
      const { id } = shown(await local.call('POST', customers, { body, idempotencyKey }));
      const token = await local.makeToken({ ...card, month: '1' });
      const update = { ...sample, form: { ...form, payment_details: token } };

      const updated = await printed(language, update, `${customers}/${id}`);

      expect(withoutReference(updated)).toEqual(
        expectedOf(answer, { id, year: 2020, version: older }),
      );
    });
  });
}
