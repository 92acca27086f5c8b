import { afterEach, beforeEach, expect } from '@jest/globals';
import { createFaults } from '../../../../lib/host/faults.ts';
import {
  startSimulators,
  type SimulatorOptions,
  type Simulators,
} from '../../../../lib/local/simulators/simulators.ts';

export const secretKey = 'sk_test_1';

export const hourMs = 3_600_000;

/** Noon in Tokyo; every test starts then. */
export const noon = Date.parse('2026-03-01T03:00:00Z');

/** What a test plays of the world around the simulators, and may change at any time. */
export const world = {
  now: noon,
  processes: [] as { operation: string; pid: number }[],
};

let simulators: Simulators;

type More = Partial<Pick<SimulatorOptions, 'port' | 'file' | 'webhook'>>;

/** Starts simulators in the world of the test. */
export const start = (more: More = {}): Promise<Simulators> =>
  startSimulators({
    port: 0,
    now: () => world.now,
    faults: createFaults('komoju'),
    host: {
      processes: () => world.processes,
      environment: () => ({ table: 'ledger' }),
      schedules: () => [],
      start: () => Promise.resolve(undefined),
      advanceClock: (ms) => {
        world.now += ms;
        return Promise.resolve();
      },
    },
    secretKey,
    ...more,
  });

/** Simulators of its own for every test of a file. */
export function runSimulators(): void {
  beforeEach(async () => {
    Object.assign(world, { now: noon, processes: [] });
    simulators = await start();
  });
  afterEach(() => simulators.close());
}

/** Ends the running simulators and starts others, with the same file if one is given. */
export async function restart(more: More = {}): Promise<void> {
  await simulators.close();
  simulators = await start(more);
}

export const origin = (): string => simulators.url;

export const basic = (key: string): Record<string, string> => ({
  authorization: `Basic ${btoa(`${key}:`)}`,
});

export type Headers = Record<string, string>;

/** Sends bytes as they are; a text without a content type stays without one. */
export function send(on: string, body?: string, headers?: Headers): Promise<Response> {
  const [method = '', path = ''] = on.split(' ');
  return fetch(origin() + path, {
    method,
    headers: { ...basic(secretKey), ...headers },
    ...(body !== undefined && { body: Buffer.from(body) }),
  });
}

/** Sends JSON. */
export const ask = (on: string, body?: unknown, headers?: Headers): Promise<Response> =>
  send(on, body === undefined ? undefined : JSON.stringify(body), {
    'content-type': 'application/json',
    ...headers,
  });

export type Answer = { status: number; body: Record<string, unknown> };

/** The answer to a request, as JSON. */
export async function answerTo(sent: Promise<Response>): Promise<Answer> {
  const answer = await sent;
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

/** The body of an answer that has to be a success. */
export async function done<Body>(asked: Promise<Answer>): Promise<Body> {
  const { status, body } = await asked;
  expect({ status, error: body['error'] }).toEqual({ status: 200, error: undefined });
  return body as Body;
}
