import * as z from 'zod';
import { canBeMet, type Fault, type Faults } from '../../host/faults.ts';
import { UsageError } from '../../host/usage-error.ts';
import type { Events } from '../events/events.ts';
import type { Invocation } from '../lambda/invocation.ts';
import { controlWith, refuse, type Control, type ControlAnswer } from './control.ts';
import { eventControls } from './event-controls.ts';
import { listModes, type Lists } from './lists.ts';
import type { RequestEntry } from './request-log.ts';
import { findRoute } from './route.ts';

/** What the controls need of the host that runs the Lambda processes and the table. */
export type Host = {
  processes(): { operation: string; pid: number }[];
  /** Endpoints and names of the local table and secrets, the providers' origins, and the current time. */
  environment(): Record<string, unknown>;
  /** The functions that schedules start. */
  schedules(): readonly string[];
  /** Starts a function as its schedule would; undefined if no schedule starts it. */
  start(operation: string): Promise<Invocation | undefined>;
  /** What is on the event bus; undefined before it has started, and where the table's server has no streams. */
  events?(): Events | undefined;
  /** Moves the time that the gateway and the simulators see. @throws UsageError if it would be too late */
  advanceClock(ms: number): Promise<void>;
};

/** What the general controls work on. */
export type SandboxParts = {
  readonly faults: Faults;
  readonly host: Host;
  readonly lists: Lists;
  readonly now: () => number;
  readonly requests: readonly RequestEntry[];
  /**
   * Whose requests a fault can affect, and which requests those are: `PutItem` or `GET /api/v1/payments/{id}`. A fault
   * that names another target, or requests that it never gets, is refused.
   */
  readonly targets: Readonly<Record<string, readonly string[]>>;
};

const ok = (body: unknown): ControlAnswer => ({ status: 200, body });

/** Why a match can never be met; undefined if it can. Otherwise a test would pass without its fault. */
function gapIn({ on, match }: Fault, targets: SandboxParts['targets']): string | undefined {
  const requests = targets[on] ?? [];
  if (match === undefined || canBeMet(match, requests)) return undefined;
  return `match: ${on} never gets ${match}. It gets ${requests.join(', ')}`;
}

function faultControls({ faults, targets }: SandboxParts): Control[] {
  const Target = z.enum(Object.keys(targets));
  const Targeted = z.looseObject({ on: Target.optional() });
  const Connection = z.strictObject({ to: Target, request: z.string() });

  return [
    controlWith('POST /sandbox/faults', Targeted, (fault) => {
      try {
        return { status: 201, body: faults.add(fault, (read) => gapIn(read, targets)) };
      } catch (error) {
        return refuse(400, error instanceof Error ? error.message : String(error));
      }
    }),
    { route: 'GET /sandbox/faults', run: () => ok(faults.shown()) },
    {
      route: 'DELETE /sandbox/faults',
      run() {
        faults.clear();
        return ok({});
      },
    },
    // The host cannot make a process's connection fail, so the process asks here before it connects.
    controlWith('POST /sandbox/connections', Connection, ({ to, request }) =>
      ok({ refused: faults.takeRefusedConnection(to, request) }),
    ),
  ];
}

/** The controls that belong to no provider. */
function generalControls(parts: SandboxParts): Control[] {
  const { host, lists, now, requests } = parts;
  return [
    ...faultControls(parts),
    ...eventControls(() => host.events?.()),
    { route: 'GET /sandbox/requests', run: () => ok(requests) },
    { route: 'GET /sandbox/processes', run: () => ok(host.processes()) },
    { route: 'GET /sandbox/environment', run: () => ok(host.environment()) },
    {
      route: 'POST /sandbox/schedules/{operation}',
      run: async ({ operation = '' }) => {
        const invocation = await host.start(operation);
        if (invocation === undefined) {
          const started = host.schedules().join(', ');
          return refuse(404, `No schedule starts ${operation}. Schedules start ${started}.`);
        }
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
        try {
          await host.advanceClock(advanceMs);
        } catch (error) {
          if (error instanceof UsageError) return refuse(400, error.message);
          throw error;
        }
        return ok({ now: new Date(now()).toISOString() });
      },
    ),
  ];
}

/** Reads JSON whatever the content type is, because people type these calls. Undefined if it is not JSON. */
function readJson(text: string): { value: unknown } | undefined {
  if (text.trim() === '') return { value: {} };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/**
 * The controls by which tests and people act as customers, move the clock and cause faults.
 * Returns a function that answers a call below `/sandbox`. The answer to an unknown call lists all controls.
 */
export function createSandbox(
  parts: SandboxParts,
  more: readonly Control[],
): (method: string, path: string, body: string) => Promise<ControlAnswer> {
  const controls = [...generalControls(parts), ...more];

  return async (method, path, body) => {
    const found = findRoute(controls, { method, path });
    if (found === undefined) {
      const error = `There is no control ${method} ${path}.`;
      return { status: 404, body: { error, controls: controls.map(({ route }) => route) } };
    }
    const read = readJson(body);
    if (read === undefined) return refuse(400, 'The body is not JSON.');
    return found.entry.run(found.values, read.value);
  };
}
