import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inboxStore } from '../../../../functions/inbox/inbox-store.ts';
import { readChargebacks } from '../../../../functions/inbox/catch-up/read-chargebacks.ts';
import { dayMs, secondMs } from '../../../../functions/platform/clock.ts';
import { coiney } from '../../../../functions/providers/coiney/coiney.ts';
import { coineyEvents } from '../../../../functions/providers/coiney/events.ts';
import { komojuEvents } from '../../../../functions/providers/komoju/events.ts';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import { allItems } from '../../../support/all-items.ts';
import { createInbox, type TestInbox } from '../../../support/inbox.ts';
import { createClock } from '../../../support/ledger.ts';
import { errorWith } from '../../../support/reads/komoju-objects.ts';
import {
  startProviderServer,
  type ProviderServer,
} from '../../../support/reads/provider-server.ts';
import { startTable, type TestTable } from '../../../support/table.ts';

let server: ProviderServer;
let table: TestTable;
let inbox: TestInbox;
beforeAll(async () => {
  server = await startProviderServer(komoju);
  table = await startTable();
});
afterAll(async () => {
  await server.close();
  await table.close();
});

beforeEach(() => {
  inbox = createInbox(inboxStore(table.client, table.name), komojuEvents, server);
});

const today = createClock().now();
let made = 0;
const newId = (): string => `cb_${(made += 1)}`;

const dueIn = (ms: number): string => new Date(today + ms).toISOString();
const lists = (...data: object[]): void => {
  server.answerWith(() => ({ body: { data } }));
};
const asked = (id: string, changes: object = {}): object => ({
  ...{ id, payment: `pay_${id}`, status: 'pending', due_at: dueIn(10 * dayMs) },
  ...changes,
});

const run = () =>
  readChargebacks(inbox.context.recovery, { client: table.client, table: table.name }, [
    komojuEvents,
    coineyEvents,
  ]);
const items = () => allItems(table.client, table.name);

describe('a question of a bank', () => {
  test('that is new is a finding once, in the history of its payment', async () => {
    const id = newId();
    lists(asked(id));

    await run();
    await run();

    expect(inbox.reported).toEqual([`chargeback ${id}`]);
    expect((await items()).get(`FINDING#chargeback#komoju#${id} FINDING`)).toMatchObject({
      resource: { S: `komoju#pay_${id}` },
    });
  });

  test.each([
    ['within three days', { due_at: dueIn(3 * dayMs - secondMs) }, true],
    ['in more than three days', { due_at: dueIn(3 * dayMs + secondMs) }, false],
    ['already', { due_at: dueIn(-dayMs) }, true],
    ['on a day without a time', { due_at: null, due_date: dueIn(2 * dayMs).slice(0, 10) }, true],
    ['at a time that nobody understands', { due_at: 'soon' }, false],
    ['at no time', { due_at: null }, false],
  ])('that must be answered %s: %j', async (_, due, isSoon) => {
    const id = newId();
    lists(asked(id, due));

    await run();

    expect(inbox.reported).toEqual([
      `chargeback ${id}`,
      ...(isSoon ? [`chargeback_due ${id}`] : []),
    ]);
  });

  test('becomes due as time goes by, and is told so once', async () => {
    const id = newId();
    lists(asked(id));
    await run();
    inbox.clock.advance(8 * dayMs);

    await run();
    await run();

    expect(inbox.reported).toEqual([`chargeback ${id}`, `chargeback_due ${id}`]);
  });

  test('that is answered is nobody’s concern any more', async () => {
    lists(asked(newId(), { status: 'accepted' }), asked(newId(), { status: 'submitted' }));

    await run();

    expect(inbox.reported).toEqual([]);
  });

  test('names its payment by an id or as an object', async () => {
    const [one, other] = [newId(), newId()];
    lists(asked(one), asked(other, { payment: { id: 'pay_of_object' } }));

    await run();

    expect(inbox.reported).toEqual([`chargeback ${one}`, `chargeback ${other}`]);
    expect((await items()).get(`FINDING#chargeback#komoju#${other} FINDING`)).toMatchObject({
      resource: { S: 'komoju#pay_of_object' },
    });
  });
});

test('is told while the secret of another provider cannot be read, and the run fails', async () => {
  const id = newId();
  lists(asked(id));
  const { recovery } = inbox.context;
  const down = new Error('down');
  const secret = { current: () => Promise.reject(down), refetch: () => Promise.resolve(undefined) };
  const other = { ...server.access, provider: coiney, secret };
  const providers = new Map([['coiney', other], ...recovery.providers]);

  const running = readChargebacks(
    { ...recovery, providers },
    { client: table.client, table: table.name },
    [coineyEvents, komojuEvents],
  );

  await expect(running).rejects.toBe(down);
  expect(inbox.reported).toEqual(['secret_not_read', `chargeback ${id}`]);
});

describe('a list', () => {
  test('that an account does not have is silence', async () => {
    server.answerWith(() => errorWith('not_found', 404));
    const before = await items();

    await run();

    expect([inbox.reported, await items()]).toEqual([[], before]);
  });

  test('that is empty is silence', async () => {
    lists();

    await run();

    expect(inbox.reported).toEqual([]);
  });

  test.each([
    ['is no list', { body: { data: { id: 'cb' } } }],
    ['has an entry that is not understood', { body: { data: [{ id: 'cb' }] } }],
    ['is not answered', { status: 500, body: '' }],
    ['is a proxy’s 404', { status: 404, body: 'Not Found' }],
    ['is forbidden', errorWith('forbidden', 403)],
  ])('that %s is told, and nothing is kept', async (_, answer) => {
    server.answerWith(() => answer);
    const before = await items();

    await run();

    expect([inbox.reported, await items()]).toEqual([['list_not_read'], before]);
  });
});
