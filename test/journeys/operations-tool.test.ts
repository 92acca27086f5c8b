import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { hereOf, spawnOperations, type Ended } from './operations-command.ts';
import { card, newKey, payments } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* What a person sees of operations whose outcome nobody knows. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

const operations = (...words: readonly string[]): Promise<Ended> =>
  spawnOperations([...words, ...hereOf(local)]);

const order = () => ({
  body: { amount: 1000, currency: 'JPY', payment_details: card },
  idempotencyKey: newKey(),
});

test('nothing is open where every outcome is known', async () => {
  await local.call('POST', payments, order());

  const { out } = await operations('list');

  expect(out).toBe('No operation is open: every outcome is known.\n');
}, 30_000);

test('an unknown outcome is listed with what may still happen to it, until it is known', async () => {
  const lost = order();
  await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept' });
  const id = operationOf(await local.call('POST', payments, lost));

  const open = await operations('list');
  const shown = await operations('show', id);
  await local.call('POST', payments, lost);
  const settled = await operations('show', id);

  const [head = '', line = '', ...others] = open.out.trimEnd().split('\n');
  expect(others).toEqual([]);
  expect(head).toMatch(/^id +operation +caller +first asked +sent +now$/);
  expect(line).toMatch(
    new RegExp(
      `^${id} +komoju\\.payment\\.create +admin +\\S+Z +1 +its caller may send it again until \\S+Z$`,
    ),
  );
  expect(shown.out).toMatch(/^state +pending$/m);
  expect(settled.out).toMatch(/^state +succeeded$/m);
  expect(settled.out).toMatch(/^object +\w+$/m);
}, 30_000);

test.each([
  ['show', 'op_none', 'There is no operation op_none.'],
  ['show', undefined, 'Usage: npm run operations'],
  ['mend', undefined, 'Usage: npm run operations'],
  ['settle', undefined, 'Usage: npm run operations'],
  ['settle', 'op_none', 'Say what became of it: either --object ID or --not-executed.'],
])(
  '%s %s is answered in one line',
  async (command, id, line) => {
    const { code, error } = await operations(...[command, id].filter((word) => word !== undefined));

    expect(code).toBe(1);
    expect(error).toMatch(new RegExp(`^${line}.*\\n$`));
  },
  30_000,
);
