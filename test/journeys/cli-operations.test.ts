import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { gateway, hereOf, operations, spawnGateway } from './gateway-command.ts';
import { card, newKey, payments } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* What a person sees of operations whose outcome nobody knows. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

const order = () => ({
  body: { amount: 1000, currency: 'JPY', payment_details: card },
  idempotencyKey: newKey(),
});

test('nothing is open where every outcome is known, and nothing else is printed', async () => {
  await local.call('POST', payments, order());

  const { code, out, error } = await spawnGateway(['operations', 'list', ...hereOf(local)]);

  expect([code, error]).toEqual([0, '']);
  expect(out).toBe('No operation is open: every outcome is known.\n');
}, 30_000);

test('an unknown outcome is listed with what may still happen to it, until it is known', async () => {
  const lost = order();
  await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_after_accept' });
  const id = operationOf(await local.call('POST', payments, lost));

  const open = await operations(local, 'list');
  const shown = await operations(local, 'show', id);
  await local.call('POST', payments, lost);
  const completed = await operations(local, 'show', id);

  const [head = '', line = '', ...others] = open.out.split('\n');
  expect(others).toEqual([]);
  expect(head).toMatch(/^id +operation +caller +first asked +sent +finding +now$/);
  expect(line).toMatch(
    new RegExp(
      `^${id} +komoju\\.payment\\.create +admin +\\S+Z +1 +its caller may send it again until \\S+Z$`,
    ),
  );
  expect(shown.out).toMatch(/^state +pending$/m);
  expect(completed.out).toMatch(/^state +succeeded$/m);
  expect(completed.out).toMatch(/^object +\w+$/m);
});

test('what a person must decide is marked as the finding that it is', async () => {
  await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_before_accept' });
  const lost = order();
  const id = operationOf(await local.call('POST', payments, lost));
  const findingIn = async (): Promise<unknown> => {
    const open = JSON.parse((await operations(local, 'list', '--json')).out) as object[];
    return open.find((each) => 'id' in each && each.id === id);
  };
  const early = await findingIn();
  await local.advanceClock(26 * 3_600_000);

  const late = await findingIn();
  const { out } = await operations(local, 'list');
  const shown = await operations(local, 'show', id);
  // Twice, and ten minutes apart: then it is closed.
  await local.runs('gateway.recover');
  const nearlyClosed = await findingIn();
  await local.advanceClock(61 * 60_000);
  await local.runs('gateway.recover');
  const closed = await findingIn();

  expect(early).toMatchObject({ finding: null });
  expect(late).toMatchObject({ finding: 'for_a_person' });
  expect(out).toMatch(new RegExp(`^${id} .* for_a_person +cannot be under way`, 'm'));
  expect(shown.out).toMatch(/^finding +for_a_person$/m);
  expect(nearlyClosed).toMatchObject({ finding: null });
  expect(closed).toBeUndefined();
});

test('with --json the standard output is one document, without the provider’s answer', async () => {
  const reply = await local.call('POST', payments, order());
  const id = operationOf(reply);

  const one = await operations(local, 'show', id, '--json');
  const list = await operations(local, 'list', '--json');

  expect(JSON.parse(one.out)).toMatchObject({
    id,
    state: 'succeeded',
    caller: 'admin',
    account: 'main',
    object: reply.json['id'],
    result: { status: 200, body: null },
  });
  expect(one.out).not.toContain('Taro');
  expect(JSON.parse(list.out)).toEqual([]);
  expect(list.error).toBe('No operation is open: every outcome is known.');
});

describe('a command that cannot be done', () => {
  test.each([
    [['show', 'op_none'], 1, /^There is no operation op_none\.$/],
    [['resolve', 'op_none', '--reason', 'a'], 2, /^Say what became of it: either --object ID/],
    [['show'], 2, /missing required argument 'id'/],
    [['lst'], 2, /unknown command 'lst'[^]*Did you mean list\?/],
    [['delete'], 2, /unknown command 'delete'[^]*There are: list, show, resolve, erase\./],
    [['list', '--secret', 'x'], 2, /unknown option '--secret'/],
    [['resolve', 'op_1', '--force'], 2, /unknown option '--force'/],
    [['resolve', 'op_1', 'op_2', '--not-executed'], 2, /too many arguments/],
  ] as const)('%j ends with %d', async (words, expected, line) => {
    const { code, out, error } = await operations(local, ...words);

    expect([code, out]).toEqual([expected, '']);
    expect(error).toMatch(line);
  });

  test('without a gateway says how one is named', async () => {
    const { code, error } = await gateway('operations', 'list');

    expect(code).toBe(2);
    expect(error).toMatch(/^Which gateway\? Say either --stack NAME .* or --local/);
  });

  test.each([['--table'], ['--stack']])('of two gateways is refused: %s', async (option) => {
    const { code, error } = await operations(local, 'list', option, 'x');

    expect([code, error]).toEqual([2, expect.stringMatching(/^Which gateway\? Say either/)]);
  });

  test('of a stack in AWS takes no simulator of this machine', async () => {
    const { code, error } = await gateway(
      ...['operations', 'list', '--stack', 'x', '--sandbox', 'http://127.0.0.1:1'],
    );

    expect([code, error]).toEqual([2, '--sandbox belongs to --local: a stack in AWS has none.']);
  });

  test('says where nothing answers, and how to start something there', async () => {
    const { code, error } = await gateway(
      ...['operations', 'list', '--local', '--sandbox', 'http://127.0.0.1:1'],
    );

    expect(code).toBe(1);
    expect(error).toMatch(/^No simulator answers at http:\/\/127\.0\.0\.1:1.*npm start/);
  });
});

test.each([
  [['--help'], /operations {2}[^]*restore {2}/],
  [['operations', '--help'], /list[^]*show[^]*resolve/],
  [['operations', 'resolve', '--help'], /--stack <name>[^]*--not-executed[^]*Example:/],
  [['restore', 'declare', '--help'], /--table <name>[^]*--to <moment>[^]*Examples:/],
])('help is printed for %j', async (words, text) => {
  const { code, out, error } = await gateway(...words);

  expect([code, error]).toEqual([0, '']);
  expect(out).toMatch(text);
});
