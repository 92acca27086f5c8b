import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  buildChildScripts,
  type ChildScripts,
} from '../../../../lib/local/lambda/child-scripts.ts';
import { createLambdaPool, type LambdaPool } from '../../../../lib/local/lambda/pool.ts';
import { startLambdaProcess } from '../../../../lib/local/lambda/process.ts';
import { listen, type Listening } from '../../../../lib/host/listen.ts';
import type { LocalFunction } from '../../../../lib/local/template/functions.ts';
import { bundle } from './obedient-bundle.ts';

let directory: string;
let scripts: ChildScripts;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lambda-'));
  writeFileSync(join(directory, 'index.cjs'), bundle);
  writeFileSync(join(directory, 'broken.cjs'), 'throw new Error("LEDGER_TABLE is missing")');
  scripts = await buildChildScripts();
});
afterAll(() => {
  scripts.remove();
  rmSync(directory, { recursive: true });
});

let pool: LambdaPool;
let lines: string[];
/** Of every process that was started. */
let ids: string[];
let offsetMs: number;
let simulator: Listening;
/** What the stand-in for the simulators received, and whether it says that connections are refused. */
let received: { url: string; process: string | undefined }[];
let isRefused: boolean;

const lambda = (operation: string, handler: string, timeoutMs: number): LocalFunction => ({
  operation,
  name: `Stack-${operation}`,
  arn: `arn:aws:lambda:${operation}`,
  directory,
  handler,
  timeoutMs,
  memoryMb: 1024,
  variables: {},
});

beforeEach(async () => {
  lines = [];
  ids = [];
  received = [];
  offsetMs = 0;
  isRefused = false;
  simulator = await listen(0, (request, response) => {
    received.push({
      url: request.url ?? '',
      process: request.headers['x-sandbox-process'] as string,
    });
    response.end(
      request.url === '/sandbox/connections' ? JSON.stringify({ refused: isRefused }) : '',
    );
  });
  const functions = [
    lambda('work', 'index.handler', 10_000),
    lambda('short', 'index.handler', 150),
  ];
  const world = {
    scripts,
    providers: { komoju: simulator.url },
    simulator: simulator.url,
    offsetMs: () => offsetMs,
    onLine: (line: string) => {
      lines.push(line);
    },
    environmentFor: (_lambda: LocalFunction, id: string) => {
      ids.push(id);
      return { LEDGER_TABLE: 'ledger' };
    },
  };
  pool = createLambdaPool([...functions, lambda('broken', 'broken.handler', 1000)], {
    start: (one) => startLambdaProcess(one, world),
    onLine: world.onLine,
  });
});
afterEach(async () => {
  await pool.close();
  await simulator.close();
});

const work = (event: object) => pool.invoke('work', event);
const valueOf = async (event: object): Promise<unknown> => {
  const invocation = await work(event);
  if (invocation.kind === 'failed') throw new Error(JSON.stringify(invocation));
  return invocation.value;
};
const pidsOf = (operation: string) =>
  pool.processes().filter((process) => process.operation === operation);

describe('a function', () => {
  test('keeps its process from one request to the next', async () => {
    expect(await valueOf({ do: 'pid' })).toBe(await valueOf({ do: 'pid' }));
    expect(pidsOf('work')).toHaveLength(1);
  });

  test('runs in a second process while the first is busy', async () => {
    const [one, other] = await Promise.all([valueOf({ do: 'pid' }), valueOf({ do: 'pid' })]);

    expect(one).not.toBe(other);
    expect(
      pidsOf('work')
        .map(({ pid }) => pid)
        .sort(),
    ).toEqual([one, other].sort());
  });

  test('runs in at most eight processes, and more requests wait for one of them', async () => {
    const pids = await Promise.all(
      Array.from({ length: 12 }, () => valueOf({ do: 'sleep', ms: 20 })),
    );

    expect(new Set(pids).size).toBe(8);
  });

  test('sees the settings of its template and nothing of this machine', async () => {
    expect(await valueOf({ do: 'environment' })).toEqual({ LEDGER_TABLE: 'ledger' });
  });

  test('is told who it is and how much time is left', async () => {
    const context = (await valueOf({ do: 'context' })) as Record<string, unknown>;

    expect(context).toMatchObject({ functionName: 'Stack-work', memoryLimitInMB: '1024' });
    expect(context['awsRequestId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(context['left']).toBeLessThanOrEqual(10_000);
    expect(context['left']).toBeGreaterThan(9000);
  });

  test('has written to the log of the host when it is answered, however much', async () => {
    await work({ do: 'log', lines: 20_000 });

    expect(lines).toHaveLength(40_001);
    expect(new Set(lines)).toEqual(new Set(['a line', 'another', 'not ended']));
  });
});

describe('fails', () => {
  test('when it throws, and goes on with the same process', async () => {
    const pid = await valueOf({ do: 'pid' });

    expect(await work({ do: 'throw' })).toMatchObject({
      why: 'threw',
      error: { errorType: 'TypeError', errorMessage: 'Unauthorized' },
    });
    expect(await valueOf({ do: 'pid' })).toBe(pid);
  });

  test('with a line that says so, unless it refuses a key that nobody knows', async () => {
    await work({ do: 'throw' });
    await work({ do: 'nothing at all' });

    expect(lines).toEqual([expect.stringMatching(/^\{"level":"ERROR","operation":"work"/)]);
  });

  test('when its process dies, and goes on with another', async () => {
    expect(await work({ do: 'die' })).toMatchObject({ kind: 'failed', why: 'died' });
    expect(await valueOf({ do: 'echo', value: 1 })).toBe(1);
  });

  test('when its process is killed under a request', async () => {
    const pid = (await valueOf({ do: 'pid' })) as number;
    const running = work({ do: 'sleep', ms: 5000 });

    process.kill(pid, 'SIGKILL');

    expect(await running).toMatchObject({ why: 'died' });
  });

  test('at its timeout, where the process is killed', async () => {
    const running = pool.invoke('short', { do: 'sleep', ms: 5000 });

    expect(await running).toMatchObject({
      why: 'timed_out',
      error: { errorMessage: 'Task timed out after 0.15 seconds' },
    });
    expect(await pool.invoke('short', { do: 'echo', value: 2 })).toMatchObject({ value: 2 });
  });

  test('when its bundle cannot be loaded, which is said once', async () => {
    for (let count = 0; count < 3; count += 1)
      expect(await pool.invoke('broken', {})).toMatchObject({ why: 'not_started' });

    expect(lines.filter((line) => line.includes('LEDGER_TABLE is missing'))).toHaveLength(1);
  });

  test('when there is none', async () => {
    expect(await pool.invoke('gone', {})).toMatchObject({ why: 'not_started' });
  });

  test('for a request that waits when the host closes, without a new process', async () => {
    const busy = Array.from({ length: 9 }, () => work({ do: 'sleep', ms: 5000 }));

    await pool.close();

    expect(await Promise.all(busy.slice(0, 8))).toMatchObject(Array(8).fill({ why: 'died' }));
    expect(pool.processes()).toEqual([]);
  });
});

describe('without knowing it, a function', () => {
  test('lives in the time of the host, from its start and when it is moved', async () => {
    offsetMs = 3_600_000;
    const [first] = (await valueOf({ do: 'now' })) as number[];
    expect(first).toBeGreaterThan(Date.now() + 3_590_000);

    offsetMs = 7_200_000;
    await pool.setClock();

    const [now, made, fixed, isDate] = (await valueOf({ do: 'now' })) as [
      number,
      number,
      number,
      boolean,
    ];
    expect(now).toBeGreaterThan(Date.now() + 7_190_000);
    expect(made).toBeGreaterThanOrEqual(now);
    expect([fixed, isDate]).toEqual([5, true]);
  });

  test('tells the simulators which process calls', async () => {
    const url = `${simulator.url}/api/v1/payments`;

    expect(await valueOf({ do: 'post', url })).toEqual({ status: 200 });

    const [{ pid } = { pid: 0 }] = pidsOf('work');
    expect(received.map((one) => one.url)).toEqual(['/sandbox/connections', '/api/v1/payments']);
    expect(received.map((one) => one.process)).toEqual([String(pid), String(pid)]);
  });

  test('is refused a connection by the system itself', async () => {
    isRefused = true;

    const url = `${simulator.url}/api/v1/payments`;

    expect(await valueOf({ do: 'post', url })).toEqual({ code: 'ECONNREFUSED' });
    expect(received).toHaveLength(1);
  });

  test('calls other places as it likes', async () => {
    const other = await listen(0, (request, response) => {
      response.statusCode = request.headers['x-sandbox-process'] === undefined ? 204 : 500;
      response.end();
    });

    expect(await valueOf({ do: 'post', url: other.url })).toEqual({ status: 204 });
    expect(received).toEqual([]);
    await other.close();
  });
});

test('a process that was started ahead takes the first request', async () => {
  pool.warm('work');
  const ahead = pidsOf('work').map(({ pid }) => pid);

  expect(await valueOf({ do: 'nothing' })).toBeNull();
  expect(ahead).toEqual([await valueOf({ do: 'pid' })]);
});

test('a process can be killed by the id that it was given', async () => {
  await work({ do: 'pid' });
  const running = work({ do: 'sleep', ms: 5000 });

  pool.kill(ids[0] ?? '');

  expect(await running).toMatchObject({ why: 'died' });
});
