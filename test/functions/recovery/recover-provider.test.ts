import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { after, dayMs, minuteMs, type EpochMs } from '../../../functions/platform/clock.ts';
import { recordVersion, type OperationRecord } from '../../../functions/ledger/record.ts';
import { takeOver } from '../../../functions/ledger/transitions.ts';
import type { Conclusion } from '../../../functions/recovery/conclude.ts';
import { beginReads, newProviderReads } from '../../../functions/recovery/reads.ts';
import { recoverProvider } from '../../../functions/recovery/recover-provider.ts';
import type { RecoveryContext } from '../../../functions/recovery/recovery-context.ts';
import { at, main, recordWith } from '../../support/records.ts';
import { pageOf, paymentAt } from '../../support/reads/komoju-objects.ts';
import { openWith } from '../../support/reads/lookups.ts';
import {
  mainSecret,
  startProviderServer,
  type ProviderServer,
} from '../../support/reads/provider-server.ts';
import { createRecovery, type TestRecovery } from '../../support/reads/recovery.ts';
import { startTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
let server: ProviderServer;
let recovery: TestRecovery;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.close());
beforeEach(async () => {
  server = await startProviderServer(komoju);
  recovery = createRecovery(table, server);
});
afterEach(() => server.close());

const create = (): ReturnType<typeof openWith> => openWith({ operation: 'komoju.payment.create' });

let payments = 0;
/** A capture of a payment of its own, on record. */
async function capture(changes: Partial<OperationRecord> = {}) {
  payments += 1;
  const open = openWith({ resource: `komoju#pay${payments}`, resourceAt: at, ...changes });
  await recovery.context.store.put(open.record);
  return { open, id: `pay${payments}` };
}

async function recover(
  operations: readonly ReturnType<typeof openWith>[],
  changes: Partial<RecoveryContext> = {},
): Promise<Readonly<Record<string, Conclusion>>> {
  const concluded: Record<string, Conclusion> = {};
  const context = { ...recovery.context, ...changes };
  await recoverProvider(context, { provider: 'komoju', operations }, ({ record }, conclusion) => {
    concluded[record.id] = conclusion;
    return Promise.resolve();
  });
  return concluded;
}

const withSecret = (account: string, secretKey: string): Partial<RecoveryContext> => {
  const secret = { account, values: { secretKey } };
  const kept = {
    current: () => Promise.resolve(secret),
    refetch: () => Promise.resolve(undefined),
  };
  return { providers: new Map([['komoju', { ...server.access, secret: kept }]]) };
};

describe('what is not answered', () => {
  const concludedWith = async (
    open: ReturnType<typeof openWith>,
    failures: number,
  ): Promise<Readonly<Record<string, Conclusion>>> => {
    const concluded: Record<string, Conclusion> = {};
    const reads = beginReads({ ...newProviderReads(), failures }, new AbortController().signal);
    const asked = { provider: 'komoju', operations: [open], reads };
    await recoverProvider(recovery.context, asked, ({ record }, conclusion) => {
      concluded[record.id] = conclusion;
      return Promise.resolve();
    });
    return concluded;
  };
  test('leaves all who wait for a list where they are, after one failure', async () => {
    expect(await concludedWith(create(), 0)).toEqual({});
  });

  test('leaves them there also where other parts of the list were answered after it', async () => {
    server.answerWith((url) => {
      if (server.received.length === 1) return pageOf(url, [[]], { total: 8_000 });
      return server.received.length === 2 ? { status: 503, body: '' } : pageOf(url, [[]]);
    });

    expect(await concludedWith(create(), 0)).toEqual({});
    expect(server.received.length).toBeGreaterThan(2);
  });

  test('is something else than an answer that shows too little: the next look comes later', async () => {
    server.answerWith((url) => pageOf(url, [[]], { total: 1 }));
    const open = create();

    expect(await concludedWith(open, 0)).toEqual({ [open.record.id]: 'open' });
  });

  test('leaves an operation where it is, once the provider is taken for down', async () => {
    const { open } = await capture();

    expect(await concludedWith(open, 2)).toEqual({});
    expect(await concludedWith(open, 0)).toEqual({ [open.record.id]: 'open' });
  });

  test('is no read where the provider was only tried', async () => {
    const { open } = await capture();

    expect(await concludedWith(open, 3)).toEqual({ [open.record.id]: 'unanswered' });
  });
});

describe('at the end of the run', () => {
  const cut = async (
    open: ReturnType<typeof openWith>,
  ): Promise<Readonly<Record<string, Conclusion>>> => {
    server.answerWith((url) => {
      recovery.end();
      return pageOf(url, [[]], { total: 1 });
    });
    return recover([open], { writesUntil: new AbortController().signal });
  };
  test('what is looked for in a list keeps its place, as long as an absence proves nothing', async () => {
    recovery.clock.advance(dayMs - minuteMs);

    expect(await cut(create())).toEqual({});
  });

  test('a walk through a whole day makes way for others', async () => {
    recovery.clock.advance(dayMs);
    const open = create();

    expect(await cut(open)).toEqual({ [open.record.id]: 'open' });
  });

  test('a payment keeps its place: the next look at it is as quick', async () => {
    const { open } = await capture();
    recovery.clock.advance(dayMs);

    expect(await cut(open)).toEqual({});
  });
});

describe('a captured payment', () => {
  const observedAt = at;
  beforeEach(() => {
    server.answerWith(({ pathname }) => ({
      body: paymentAt({ id: pathname.split('/').at(-1) ?? '', at }),
    }));
    recovery.clock.advance(minuteMs);
  });

  test('is the only capture’s doing', async () => {
    const { open } = await capture({ observedAt });

    expect(await recover([open])).toEqual({ [open.record.id]: 'completed' });
  });

  test('is told of where it completes an operation, and not where it leaves one open', async () => {
    const { open: found } = await capture({ observedAt });
    const { open } = await capture({ observedAt });
    await recovery.context.store.put(
      recordWith({ ...found.record, id: 'op_other', resourceAt: at }),
    );
    const told: string[] = [];
    const completed = (id: string): void => {
      told.push(id);
    };

    const concluded = await recover([found, open], { completed });
    expect(concluded).toEqual({ [found.record.id]: 'open', [open.record.id]: 'completed' });
    expect(told).toEqual([open.record.id]);
  });

  test.each([
    ['still written when nothing is read any more', 'until', 'completed'],
    ['not written any more at the end of the run', 'writesUntil', undefined],
  ] as const)('is %s', async (_, ends, conclusion) => {
    const { open } = await capture({ observedAt });
    const end = new AbortController();
    const going = new AbortController().signal;
    const indexes = {
      ...recovery.context.indexes,
      // Behind what is read at the provider.
      onResource: (resource: string, operation: string) => {
        end.abort();
        return recovery.context.indexes.onResource(resource, operation);
      },
    };
    const changes = { indexes, until: going, writesUntil: going, [ends]: end.signal };

    expect((await recover([open], changes))[open.record.id]).toBe(conclusion);
  });

  test.each<[string, Partial<OperationRecord>]>([
    ['is open, too', {}],
    ['cannot be read', { version: recordVersion + 1 }],
  ])('is nobody’s where another capture of it %s', async (_, changes) => {
    const { open } = await capture({ observedAt });
    const { resource } = open.record;
    await recovery.context.store.put(
      recordWith({ ...(resource === undefined ? {} : { resource }), resourceAt: at, ...changes }),
    );

    expect(await recover([open])).toEqual({ [open.record.id]: 'open' });
  });

  test('is nobody’s where the others’ listing began within a minute of that', async () => {
    const { open } = await capture({ observedAt: after(at, 1) });
    const indexes = {
      ...recovery.context.indexes,
      onResource: async (resource: string, operation: string) => {
        recovery.clock.advance(minuteMs);
        return recovery.context.indexes.onResource(resource, operation);
      },
    };

    expect(await recover([open], { indexes })).toEqual({ [open.record.id]: 'open' });
  });

  test('is not recorded for whoever took the operation over while it was read', async () => {
    const { open, id } = await capture();
    server.answerWith(async () => {
      const by = { token: 'second', at: recovery.clock.now() };
      await recovery.context.store.update(open.record.id, takeOver(open.record, main, by));
      return { body: paymentAt({ id, at }) };
    });

    expect(await recover([open])).toEqual({ [open.record.id]: 'open' });
    expect(await table.item(open.record.id)).not.toHaveProperty('observedAt');
  });
});

describe('the provider is not asked', () => {
  test.each<[string, Partial<OperationRecord>, Conclusion]>([
    ['what became of what was never sent', { attempts: 0, leaseUntil: 0 as EpochMs }, 'completed'],
    ['where no lookup shows it', { operation: 'komoju.payment.update' }, 'open'],
  ])('%s', async (_, changes, conclusion) => {
    const { open } = await capture(changes);
    recovery.clock.advance(dayMs);

    expect(await recover([open])).toEqual({ [open.record.id]: conclusion });
    expect(server.received).toEqual([]);
  });

  test.each([
    ['in another account', 'second', 'sk_2', 'other_account'],
    ['without a key', mainSecret.account, '', 'secret_empty'],
  ])('%s, and a person is told', async (_, account, key, finding) => {
    const { open } = await capture();

    expect(await recover([open], withSecret(account, key))).toEqual({ [open.record.id]: 'open' });
    expect(recovery.reported.map(([what]) => what)).toEqual([finding]);
    expect(server.received).toEqual([]);
  });
});

test('objects and lists are read in one go, each operation by its own', async () => {
  const create = openWith({ operation: 'komoju.payment.create' });
  await recovery.context.store.put(create.record);
  const { open, id } = await capture({ observedAt: at });
  const made = paymentAt({ id: 'new', at, reference: create.record.id });
  recovery.clock.advance(minuteMs);
  server.answerWith((url) => {
    if (url.search !== '') return pageOf(url, [[made]]);
    return { body: url.pathname.endsWith('/new') ? made : paymentAt({ id, at }) };
  });

  expect(await recover([create, open])).toEqual({
    [create.record.id]: 'completed',
    [open.record.id]: 'completed',
  });
});

test('a contradiction is reported of its operation', async () => {
  const { open, id } = await capture({ observedAt: at, requested: { amount: 999 } });
  recovery.clock.advance(minuteMs);
  server.answerWith(() => ({ body: paymentAt({ id, at }) }));

  expect(await recover([open])).toEqual({ [open.record.id]: 'contradiction' });
  expect(recovery.reported).toEqual([['contradiction', undefined, open.record.id]]);
});
