import type { Command } from 'commander';
import { readEndpoints, type Endpoint } from '../../../functions/deliveries/endpoints.ts';
import type { EpochMs } from '../../../functions/platform/clock.ts';
import { UsageError } from '../../host/usage-error.ts';
import type { Ledger } from '../open-operations.ts';
import { sandboxOf, targetOf, type Where } from '../options.ts';
import { localEnvironment } from '../targets.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** Whose events a command is about. */
export type WhereEvents = Pick<Where, 'local' | 'sandbox' | 'table'> & { readonly json?: boolean };

/** Where the events of a gateway are on record, and the end points that a command is about. */
export type EventsTarget = Ledger & {
  readonly now: () => EpochMs;
  readonly endpoints: readonly string[];
};

/** Adds the options by which a command is told which gateway it is about, and how it answers. */
export const withEvents = (command: Command): Command =>
  command
    .option('--local', 'the system that npm start runs on this machine')
    .option('--sandbox <url>', 'with --local: where its simulator listens, if there are several')
    .option('--table <name>', 'the ledger of a stack in the AWS account in use: LedgerTableName')
    .option('--json', 'print one JSON document; what is for people goes to the error output');

/** The end points of the local system. @throws UsageError where nothing runs there */
export async function localEndpoints(where: Pick<Where, 'sandbox'>): Promise<readonly Endpoint[]> {
  const { settings } = await localEnvironment(sandboxOf(where));
  const { EVENT_ENDPOINTS: listed } = settings;
  return typeof listed === 'string' ? readEndpoints(listed) : [];
}

/** @throws UsageError where there is none of that name */
export function endpointNamed(endpoints: readonly Endpoint[], name: string): Endpoint {
  const endpoint = endpoints.find((each) => each.name === name);
  if (endpoint !== undefined) return endpoint;
  const names = endpoints.map((each) => each.name).join(', ');
  throw new UsageError(
    `There is no end point ${name}. ${names === '' ? 'There are none.' : `There are: ${names}.`}`,
  );
}

/**
 * @param named the end points that were typed; none: all that there are, which only the local system says by itself
 * @throws UsageError where it is not said which gateway, nothing runs there, or there is no such end point
 */
export async function eventsOf(
  where: WhereEvents,
  named: readonly string[] = [],
): Promise<EventsTarget> {
  if (where.local !== true && where.table !== undefined && named.length === 0) {
    throw new UsageMistake(
      'Which end points? The stack’s output EndpointNames has their names: --endpoint NAME',
    );
  }
  const { ledger, now } = await targetOf(where);
  if (where.local !== true) return { ...ledger, now, endpoints: named };
  const known = await localEndpoints(where);
  const chosen = named.length === 0 ? known : named.map((name) => endpointNamed(known, name));
  return { ...ledger, now, endpoints: chosen.map(({ name }) => name) };
}
