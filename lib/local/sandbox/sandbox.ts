import * as z from 'zod';
import type { Faults } from '../host/faults.ts';
import type { Invocation } from '../lambda/invocation.ts';
import { controlWith, refuse, type Control, type ControlAnswer } from './control.ts';
import { listModes, type Lists } from './lists.ts';
import type { RequestEntry } from './request-log.ts';
import { follow } from './route.ts';

/** What the sandbox asks of the host that runs the Lambda processes and the table. */
export type Host = {
  processes(): { operation: string; pid: number }[];
  /** End points and names of the local table and secrets, the providers' origins, and what time it is here. */
  environment(): Record<string, unknown>;
  /** Starts a function as its schedule would; undefined where none starts it. */
  start(operation: string): Promise<Invocation | undefined>;
  /** Moves the time that the gateway and the simulators see. */
  advanceClock(ms: number): Promise<void>;
};

/** What the general controls reach for. */
export type SandboxParts = {
  readonly faults: Faults;
  readonly host: Host;
  readonly lists: Lists;
  readonly now: () => number;
  readonly requests: readonly RequestEntry[];
  /** Names of the providers that run here; a fault or a connection to anything else is a misspelling. */
  readonly providers: readonly string[];
};

const ok = (body: unknown): ControlAnswer => ({ status: 200, body });

function faultControls({ faults, providers }: SandboxParts): Control[] {
  const targets = z.enum(['table', 'secrets', ...providers]);
  const Targeted = z.looseObject({ on: targets.optional() });

  return [
    controlWith('POST /sandbox/faults', Targeted, (fault) => {
      try {
        return { status: 201, body: faults.add(fault) };
      } catch (error) {
        return refuse(400, error instanceof Error ? error.message : String(error));
      }
    }),
    {
      on: 'DELETE /sandbox/faults',
      run() {
        faults.clear();
        return ok({});
      },
    },
    // A process cannot be told from outside to refuse its own connection, so it asks before it opens one.
    controlWith('POST /sandbox/connections', z.strictObject({ to: targets }), ({ to }) =>
      ok({ refused: faults.takeRefusal(to) }),
    ),
  ];
}

/** Controls that belong to no provider in particular. */
function generalControls(parts: SandboxParts): Control[] {
  const { host, lists, now, requests } = parts;
  return [
    ...faultControls(parts),
    { on: 'GET /sandbox/requests', run: () => ok(requests) },
    { on: 'GET /sandbox/processes', run: () => ok(host.processes()) },
    { on: 'GET /sandbox/environment', run: () => ok(host.environment()) },
    {
      on: 'POST /sandbox/schedules/{operation}',
      run: async ({ operation = '' }) => {
        const invocation = await host.start(operation);
        if (invocation === undefined) return refuse(404, `No schedule starts ${operation}.`);
        return invocation.kind === 'answered'
          ? ok(invocation.value)
          : { status: 500, body: { error: invocation.error.errorMessage, why: invocation.why } };
      },
    },
    controlWith('POST /sandbox/list', z.strictObject({ mode: z.enum(listModes) }), ({ mode }) => {
      lists.mode = mode;
      return ok({ mode });
    }),
    controlWith(
      'POST /sandbox/clock',
      z.strictObject({ advanceMs: z.int().min(0) }),
      async ({ advanceMs }) => {
        await host.advanceClock(advanceMs);
        return ok({ now: new Date(now()).toISOString() });
      },
    ),
  ];
}

/** JSON whatever the content type says: these calls are typed by hand. Undefined if it cannot be read. */
function readJson(text: string): { value: unknown } | undefined {
  if (text.trim() === '') return { value: {} };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/**
 * The controls by which tests and people play customer, clock and bad luck.
 * Returns what answers a call below `/sandbox`; an unknown call is answered with the list of what there is.
 */
export function createSandbox(
  parts: SandboxParts,
  more: readonly Control[],
): (method: string, path: string, body: string) => Promise<ControlAnswer> {
  const controls = [...generalControls(parts), ...more];

  return async (method, path, body) => {
    for (const control of controls) {
      const values = follow(control.on, method, path);
      if (values === undefined) continue;
      const read = readJson(body);
      if (read === undefined) return refuse(400, 'The body is not JSON.');
      return control.run(values, read.value);
    }
    const error = `There is no control ${method} ${path}.`;
    return { status: 404, body: { error, controls: controls.map(({ on }) => on) } };
  };
}
