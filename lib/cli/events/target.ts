import { readEndpoints, type Endpoint } from '../../../functions/deliveries/endpoints.ts';
import type { EpochMs } from '../../../functions/platform/clock.ts';
import { endpointSecretOutputOf } from '../../cloud/outputs.ts';
import { UsageError } from '../../host/usage-error.ts';
import type { Ledger } from '../open-operations.ts';
import { checkWhere, sandboxOf, type Where } from '../options.ts';
import type { SharedSecret } from '../secret-change.ts';
import { openStack, secretAt } from '../stack.ts';
import { localEnvironment, localSecrets, localTarget, type Records } from '../targets.ts';

/** Where the events of a gateway are on record, and the end points that a command is about. */
export type EventsTarget = Ledger & {
  readonly now: () => EpochMs;
  readonly endpoints: readonly string[];
};

/** What is on record at a gateway, and its end points by name: what deliveries to each are signed with. */
type Known = {
  readonly records: Records;
  readonly secrets: ReadonlyMap<string, SharedSecret>;
};

/** The end points of the local system. @throws UsageError where nothing runs there */
export async function localEndpoints(where: Pick<Where, 'sandbox'>): Promise<readonly Endpoint[]> {
  const { settings } = await localEnvironment(sandboxOf(where));
  const { EVENT_ENDPOINTS: listed } = settings;
  return typeof listed === 'string' ? readEndpoints(listed) : [];
}

async function knownLocally(where: Where): Promise<Known> {
  const sandbox = sandboxOf(where);
  const client = localSecrets(await localEnvironment(sandbox));
  const endpoints = await localEndpoints({ sandbox });
  return {
    records: await localTarget(sandbox),
    secrets: new Map(endpoints.map(({ name, secretArn }) => [name, { client, id: secretArn }])),
  };
}

/** @throws UsageError where it is not said which gateway, nothing runs there, or there is no such stack */
async function knownTo(where: Where): Promise<Known> {
  checkWhere(where);
  if (where.stack === undefined) return knownLocally(where);
  const stack = await openStack(where.stack);
  const secretOf = (name: string): SharedSecret => secretAt(stack, endpointSecretOutputOf(name));
  return {
    records: stack.target,
    secrets: new Map(stack.endpoints.map((name) => [name, secretOf(name)])),
  };
}

/** @throws UsageError where there is no end point of that name */
function secretIn(secrets: Known['secrets'], name: string): SharedSecret {
  const secret = secrets.get(name);
  if (secret !== undefined) return secret;
  const names = [...secrets.keys()].join(', ');
  throw new UsageError(
    `There is no end point ${name}. ${names === '' ? 'There are none.' : `There are: ${names}.`}`,
  );
}

/** Where the secret of an end point is. @throws UsageError where it is not said, or there is no such end point */
export const signingSecretOf = async (name: string, where: Where): Promise<SharedSecret> =>
  secretIn((await knownTo(where)).secrets, name);

/**
 * @param named the end points that were typed; none: all that there are
 * @throws UsageError where it is not said which gateway, nothing runs there, or there is no such end point
 */
export async function eventsOf(where: Where, named: readonly string[] = []): Promise<EventsTarget> {
  const { records, secrets } = await knownTo(where);
  for (const name of named) secretIn(secrets, name);
  const endpoints = named.length === 0 ? [...secrets.keys()] : named;
  return { ...records.ledger, now: records.now, endpoints };
}
