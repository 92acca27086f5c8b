import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hourMs, minuteMs, now } from '../../functions/platform/clock.ts';
import type { OutgoingEvent } from '../../functions/events/event.ts';
import { signingSecretOf } from '../../lib/cli/events/target.ts';
import {
  changeOf,
  sendingTo,
  startReceiver,
  type Receiver,
  type Sending,
} from '../support/deliveries.ts';
import { gateway, hereOf, spawnGateway, type Ended } from './gateway-command.ts';
import { outputsOf, startStacks } from './stacks.ts';
import { startSystem, tableOf, type System } from './system.ts';

/* What people see of what was sent to the merchant's own servers, and what they have sent once more. */

let local: System;
let client: DynamoDBClient;
let receiver: Receiver;
let shop: Sending;
let second: Sending;
beforeAll(async () => {
  local = await startSystem();
  receiver = await startReceiver();
  const { TableName, ...table } = await tableOf(local);
  client = table.client;
  const at = { client, name: TableName };
  // Of the local stack's end points two are written to here, and one is not.
  shop = sendingTo(at, receiver, 'demo-shop');
  second = sendingTo(at, receiver, 'second');
}, 60_000);
afterAll(async () => {
  client.destroy();
  await receiver.close();
  await local.close();
});

let payments = 0;
let event: OutgoingEvent;
/** The payment of a test, as people type it. */
let payment: string;
beforeEach(() => {
  payments += 1;
  receiver.received.length = 0;
  receiver.answer = () => 200;
  payment = `komoju/cli_${payments}`;
  event = eventAt(0);
});

/** An event of the test's payment, so many minutes after its first. */
const eventAt = (minutes: number): OutgoingEvent =>
  changeOf(payment.replace('komoju/', ''), payments * 3600 + minutes * 60);

const events = (...words: readonly string[]): Promise<Ended> =>
  gateway('events', ...words, ...hereOf(local));

type Listed = {
  readonly endpoints: readonly object[];
  readonly deliveries: readonly { readonly event: string; readonly state: string }[];
};

const listed = async (...words: readonly string[]): Promise<Listed> =>
  JSON.parse((await events('list', ...words, '--json')).out) as Listed;

const idsOf = ({ deliveries }: Listed): string[] => deliveries.map((each) => each.event);

describe('a list', () => {
  test('has a line for each delivery, the newest first', async () => {
    receiver.answer = () => 503;
    await shop.event(event);
    receiver.answer = () => 200;
    await second.event(event);
    await shop.event(eventAt(1));

    const { code, out, error } = await spawnGateway([
      ...['events', 'list', '--payment', payment],
      ...hereOf(local),
    ]);

    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect([code, error]).toEqual([0, '']);
    expect(lines[0]?.slice(0, 4)).toEqual(['time', 'event', 'type', 'payment']);
    expect(lines.slice(1).map((cells) => cells.slice(3))).toEqual([
      [payment, 'demo-shop', 'pending', '0', `after ${event.id}`],
      [payment, 'demo-shop', 'pending', '1', '503', expect.stringMatching(/Z$|^now$/)],
      [payment, 'second', 'delivered', '1', '200'],
    ]);
  }, 30_000);

  test('is of an end point, a state, a payment or a stretch of time', async () => {
    receiver.answer = ({ headers }) => (headers['webhook-id'] === event.id ? 404 : 200);
    await shop.event(event);
    await second.event(eventAt(1));
    const of = ['--payment', payment];

    expect(idsOf(await listed(...of))).toEqual([eventAt(1).id, event.id]);
    expect(idsOf(await listed(...of, '--endpoint', 'second'))).toEqual([eventAt(1).id]);
    expect(idsOf(await listed(...of, '--state', 'pending'))).toEqual([event.id]);
    expect(idsOf(await listed(...of, '--since', eventAt(1).at))).toEqual([eventAt(1).id]);
    expect(idsOf(await listed('--since', eventAt(1).at, '--endpoint', 'second'))).toContain(
      eventAt(1).id,
    );
    expect(idsOf(await listed('--since', eventAt(2).at))).toEqual([]);
  });

  test('begins with the end points that rest or are disabled, and what to do', async () => {
    receiver.answer = () => 410;
    await second.event(event);
    receiver.answer = () => 500;
    for (let place = 0; place < 5; place += 1) await shop.event(changeOf(`rest_${place}`, 1));

    const { out } = await events('list', '--payment', payment);

    const [first = '', other = ''] = out
      .split('\n')
      .sort()
      .filter((line) => / is disabled| rests/.test(line));
    expect(out.split('\n').slice(0, 2).sort()).toEqual([first, other]);
    expect(first).toContain('demo-shop rests: 5 tries in a row have failed.');
    expect(other).toContain('npm run gateway -- events enable second --local');

    expect((await events('enable', 'second')).code).toBe(0);
    await shop.context.endpoints.answered('demo-shop');
    expect((await listed('--payment', payment)).endpoints).toEqual([
      { name: 'demo-shop', state: 'enabled', failures: 0 },
      { name: 'forward', state: 'enabled', failures: 0 },
      { name: 'second', state: 'enabled', failures: 0 },
    ]);
  });
});

test('an end point that is enabled is sent what waits for a later try, too', async () => {
  receiver.answer = () => 500;
  await second.event(event);
  second.clock.advance(minuteMs);
  await second.due();
  await second.context.endpoints.disable('second', second.clock.now());
  receiver.answer = () => 200;

  await events('enable', 'second');
  await second.due();

  expect((await listed('--payment', payment)).deliveries).toEqual([
    expect.objectContaining({ event: event.id, endpoint: 'second', state: 'delivered' }),
  ]);
});

test('one event is shown with what is sent, and every try', async () => {
  receiver.answer = () => 500;
  await shop.event(event);
  shop.clock.advance(minuteMs);
  receiver.answer = () => 200;
  await shop.due();

  const { out } = await events('show', event.id);
  const shown = JSON.parse((await events('show', event.id, '--json')).out) as object[];

  expect(out).toMatch(/^tried +ms +result$/m);
  expect(out).toMatch(/Z +\d+ +500$/m);
  expect(out).toMatch(/Z +\d+ +200$/m);
  expect(shown).toEqual([
    expect.objectContaining({
      ...{ event: event.id, endpoint: 'demo-shop', state: 'delivered', tries: 2, payment },
      sent: expect.objectContaining({ type: 'payment.changed', timestamp: event.at }),
      tried: [expect.objectContaining({ status: 500 }), expect.objectContaining({ status: 200 })],
    }),
  ]);
});

describe('a replay', () => {
  const replay = (...words: readonly string[]): Promise<Ended> =>
    events('replay', ...words, '--endpoint', 'demo-shop');

  test('of one event is only told, until --yes sends it', async () => {
    await shop.event(event);
    shop.clock.advance(hourMs);

    const looked = await replay(event.id);
    expect([looked.code, looked.out]).toEqual([
      0,
      expect.stringContaining('1 would be sent once more.'),
    ]);
    await shop.due();
    expect(receiver.received).toHaveLength(1);

    const done = await replay(event.id, '--yes');
    expect([done.code, done.out]).toEqual([0, expect.stringContaining('1 will be sent once more')]);
    // The local system's clock is the machine's own.
    shop.clock.advance(now() - shop.clock.now() + minuteMs);
    await shop.due();
    expect(receiver.received).toHaveLength(2);
  });

  test('of a stretch of time takes those of a state, and says how many', async () => {
    receiver.answer = ({ headers }) => (headers['webhook-id'] === eventAt(1).id ? 500 : 200);
    await shop.event(event);
    await shop.event(eventAt(1));

    const of = ['--since', event.at];
    expect(JSON.parse((await replay(...of, '--json')).out)).toEqual({ written: false, found: 2 });
    expect(
      JSON.parse((await replay(...of, '--state', 'delivered', '--yes', '--json')).out),
    ).toEqual({
      ...{ written: true, found: 1 },
      ...{ due: 1, held: 0, changed: 0 },
    });

    expect((await listed('--payment', payment)).deliveries).toEqual([
      expect.objectContaining({
        event: eventAt(1).id,
        state: 'pending',
        tries: 1,
        after: event.id,
      }),
      expect.objectContaining({ event: event.id, state: 'pending', tries: 0 }),
    ]);
  });
});

test('a stack in AWS says which end points it has, and where the secret of each is', async () => {
  await shop.event(event);
  const { id } = await signingSecretOf('second', { local: true, sandbox: local.simulatorUrl });
  const outputs = {
    ...(await outputsOf(local)),
    EndpointNames: 'demo-shop second',
    EndpointDemoShopSecretArn: 'arn:unused',
    EndpointSecondSecretArn: id,
  };
  const stacks = await startStacks(local, { mine: outputs });
  const typed = (...words: readonly string[]): Promise<Ended> =>
    spawnGateway(['events', ...words, '--stack', 'mine'], stacks.env);

  const ended = await typed('show', event.id, '--json');
  const replaced = await typed('secret', 'second', 'rotate');
  const other = await typed('enable', 'shop');
  await stacks.close();

  expect(JSON.parse(ended.out)).toMatchObject([{ event: event.id, state: 'delivered' }]);
  expect([replaced.code, replaced.out]).toEqual([0, expect.stringContaining('whsec_')]);
  expect(replaced.out).toContain('events secret second retire --stack mine --yes');
  expect([other.code, other.error]).toEqual([
    1,
    'There is no end point shop. There are: demo-shop, second.\n',
  ]);
}, 60_000);

test.each([
  ['no gateway', ['list']],
  ['two gateways', ['list', '--local', '--stack', 'mine']],
  ['no gateway of a secret', ['secret', 'forward', 'rotate']],
])('what is meant is never guessed: %s', async (_, words) => {
  const ended = await gateway('events', ...words);

  expect([ended.code, ended.error]).toEqual([2, expect.stringContaining('Which gateway?')]);
});

test.each([
  ['an end point that is not there', 1, 'There are: demo-shop, forward, second.', ['enable', 'x']],
  ['an event that is not there', 1, 'There is no delivery of evt_x', ['show', 'evt_x']],
  ['a replay of nothing', 2, 'either EVENT_ID or --since', ['replay', '--endpoint', 'second']],
  ['a replay to nobody', 2, '--endpoint', ['replay', 'evt_x']],
  ['a moment that is none', 2, 'is no moment', ['list', '--since', 'yesterday']],
  ['a payment without a provider', 2, 'is no payment', ['list', '--payment', 'pay_1']],
  ['a state that is none', 2, 'Allowed choices', ['list', '--state', 'lost']],
])('%s is told', async (_, code, text, words) => {
  const ended = await events(...words);

  expect([ended.code, ended.error]).toEqual([code, expect.stringContaining(text)]);
});
