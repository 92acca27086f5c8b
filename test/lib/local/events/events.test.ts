import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startEvents, type Events } from '../../../../lib/local/events/events.ts';
import { failed, type Invocation } from '../../../../lib/local/lambda/invocation.ts';
import type { LocalEventRule } from '../../../../lib/local/template/events/event-rules.ts';
import { hasStreams, startStreamedTable, type StreamedTable } from './on-stream.ts';

const pipe = {
  table: 'ledger',
  bus: 'bus',
  patterns: [{ dynamodb: { NewImage: { event: { M: { id: { S: [{ exists: true }] } } } } } }],
  inputTemplate:
    '{"id":<$.dynamodb.NewImage.event.M.id.S>,"amount":<$.dynamodb.NewImage.event.M.amount.N>}',
  source: 'payments',
  detailType: 'Payment event',
};

const rule: LocalEventRule = {
  rule: 'shop',
  bus: 'bus',
  pattern: { source: ['payments'], detail: { id: [{ 'anything-but': 'ignored' }] } },
  operation: 'gateway.deliver',
  input: { paths: { event: '$.detail' }, template: '{"endpoint":"shop","event":<event>}' },
};

const died = failed('died', { errorType: 'Runtime.ExitError', errorMessage: 'It died.' });
const done: Invocation = { kind: 'answered', value: null };
const at = Date.parse('2026-01-02T03:04:05.678Z');

(hasStreams ? describe : describe.skip)('events', () => {
  let directory: string;
  let table: StreamedTable;
  let events: Events;
  let started: string[];
  let lines: string[];
  let answer: (id: string) => Invocation | Promise<Invocation>;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'events-'));
    started = [];
    lines = [];
    answer = () => done;
    table = await startStreamedTable(() => {
      events.wrote();
    });
    events = start();
  });
  afterEach(async () => {
    jest.useRealTimers();
    events.close();
    await table.close();
    rmSync(directory, { recursive: true });
  });

  const start = (changes: Partial<Parameters<typeof startEvents>[0]> = {}): Events =>
    startEvents({
      pipe,
      rules: [rule],
      stream: table.stream,
      file: join(directory, 'events.json'),
      invoke: async (_operation, input) => {
        const { id } = (input as { event: { id: string } }).event;
        started.push(id);
        return answer(id);
      },
      now: () => at,
      onLine: (line) => lines.push(line),
      ...changes,
    });

  const details = (): unknown[] => events.events.map(({ detail }) => detail);

  test('that cannot be read are told of once they are read again, and after the end no more', async () => {
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const shards = () => Promise.reject(new Error('gone'));
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const unread = start({ stream: { ...table.stream, shards } });
    await turn();
    expect(lines).toEqual([]);

    jest.runOnlyPendingTimers();
    await turn();
    unread.close();
    jest.runOnlyPendingTimers();

    expect(lines).toEqual([expect.stringContaining('"why":"not_read","errorMessage":"gone"')]);
  });

  test('are as EventBridge has them', async () => {
    await table.put('one');
    await events.wait();

    expect(events.events).toEqual([
      {
        version: '0',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        'detail-type': 'Payment event',
        source: 'payments',
        account: '000000000000',
        time: '2026-01-02T03:04:05Z',
        region: 'ap-northeast-1',
        resources: [],
        detail: { id: 'one', amount: '1000' },
      },
    ]);
  });

  test('come in the order of the writes, and only of those that the filter lets pass', async () => {
    await table.put('one');
    await table.putPlain('plain');
    await table.put('two');
    await table.put('ignored');
    await events.wait();

    expect(details()).toMatchObject([{ id: 'one' }, { id: 'two' }, { id: 'ignored' }]);
    expect(started).toEqual(['one', 'two']);
  });

  test('come without being asked for', async () => {
    const isStarted = new Promise<void>((resolve) => {
      answer = () => {
        resolve();
        return done;
      };
    });
    await table.put('one');

    await isStarted;
  });

  test('are handed over again where the function failed, and none is lost', async () => {
    answer = () => (started.length < 3 ? died : done);
    await table.put('one');

    expect(await events.wait()).toBe(0);
    expect(started).toEqual(['one', 'one', 'one']);
    expect(events.deadLetters).toEqual([]);
  });

  test('are given up after three tries, which is told', async () => {
    answer = () => died;
    await table.put('one');
    await events.wait();

    expect(started).toHaveLength(3);
    expect(events.deadLetters).toMatchObject([
      { operation: 'gateway.deliver', why: 'died', content: { detail: { id: 'one' } } },
    ]);
    expect(lines).toEqual([expect.stringContaining('An event is given up: It died.')]);
  });

  test('wait where there is no place, and that is no try', async () => {
    const none = failed('throttled', { errorType: 'TooMany', errorMessage: 'Rate Exceeded.' });
    answer = () => (started.length < 5 ? none : done);
    await table.put('one');
    await events.wait();

    expect(started).toHaveLength(5);
    expect(events.deadLetters).toEqual([]);
  });

  test('of which the template makes none are told loudly, and the next ones come', async () => {
    events.close();
    const inputTemplate =
      '{"id":<$.dynamodb.NewImage.event.M.id.S>,"a":<$.dynamodb.NewImage.seen.N>}';
    events = start({ pipe: { ...pipe, inputTemplate } });
    await table.put('one');
    await table.put('two');
    await table.change('two');
    await events.wait();

    expect(details()).toEqual([{ id: 'two', a: '1' }]);
    expect(events.deadLetters).toMatchObject([
      {
        operation: 'pipe',
        why: 'not_made',
        errorMessage: '$.dynamodb.NewImage.seen.N is not there.',
      },
      { operation: 'pipe' },
    ]);
    expect(lines).toHaveLength(2);
  });

  test('are waited for until the functions have ended, and what these wrote too', async () => {
    answer = async (id) => {
      if (id === 'one') await table.put('two');
      return done;
    };
    await table.put('one');

    expect(await events.wait()).toBe(0);
    expect(started).toEqual(['one', 'two']);
  });

  test('that do not end are waited for no longer than asked', async () => {
    answer = () => new Promise(() => undefined);
    await table.put('one');

    expect(await events.wait(300)).toBe(1);
  });

  test('that were under way when it ended come again, and no others', async () => {
    let isOver = (): void => undefined;
    answer = (id) =>
      id === 'two'
        ? new Promise<Invocation>(
            (resolve) =>
              (isOver = () => {
                resolve(died);
              }),
          )
        : done;
    await table.put('one');
    await table.put('two');
    await table.put('three');
    await events.wait(300);
    events.close();
    // The host ends its processes, which is no failure of the event.
    isOver();
    started = [];
    answer = () => done;
    events = start();
    await events.wait();

    expect(started).toEqual(['two', 'three']);
    expect(events.deadLetters).toEqual([]);
    events.close();
    started = [];
    events = start();
    await events.wait();
    expect(started).toEqual([]);
  });
});

test.each([
  ['a filter', { pipe: { ...pipe, patterns: [{ eventName: [{ wildcard: '*' }] }] } }],
  ['a template', { pipe: { ...pipe, inputTemplate: '{"a":<aws.pipes.pipe-name>}' } }],
  ['a rule', { pipe, rules: [{ ...rule, pattern: { $or: [{ source: ['a'] }] } }] }],
  ['an input', { pipe, rules: [{ ...rule, input: { paths: {}, template: '{"a":<event>}' } }] }],
])('do not start with %s that is not known here', (_what, parts) => {
  const stream = { arn: 'stream' } as StreamedTable['stream'];
  const none = {
    stream,
    file: undefined,
    invoke: () => Promise.resolve(done),
    now: () => at,
    onLine: () => undefined,
  };

  expect(() => startEvents({ rules: [], ...none, ...parts })).toThrow(/not known here/);
});
