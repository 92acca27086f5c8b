import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { UsageError } from '../../host/usage-error.ts';
import { simulators } from '../../local/simulators/registry.ts';
import type { Simulator } from '../../local/simulators/simulator.ts';
import type { TriggerStep } from '../../local/simulators/trigger.ts';
import { UsageMistake } from '../usage-mistake.ts';
import type { Sandbox } from './ask.ts';

/** Where a trigger's requests go. */
export type Shop = {
  readonly gatewayUrl: string;
  /** A key of the gateway's callers. */
  readonly key: string;
};

const triggersOf = ({ triggers = {} }: Simulator) => Object.entries(triggers);

/** The events that can be triggered. */
export const triggered: readonly string[] = simulators.flatMap((simulator) =>
  triggersOf(simulator).map(([event]) => event),
);

const Identified = z.looseObject({ id: z.string() });

/** The values that later steps take by name: `{id}` of the payment, `{token}` of a card. */
type Values = Readonly<Record<string, string>>;

const filled = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

async function idIn(response: Response): Promise<string> {
  const text = await response.text();
  if (!response.ok) throw new UsageError(`${String(response.status)}: ${text}`);
  return Identified.parse(JSON.parse(text)).id;
}

async function makeToken(
  origin: string,
  { path, publishableKey, fields }: Extract<TriggerStep, { does: 'token' }>['token'],
): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${publishableKey}:`).toString('base64')}`;
  const body = new URLSearchParams(fields);
  return idIn(
    await fetch(`${origin}${path}`, { method: 'POST', headers: { authorization }, body }),
  );
}

async function request(
  { gatewayUrl, key }: Shop,
  { method, path, body }: Extract<TriggerStep, { does: 'request' }>,
  values: Values,
): Promise<string> {
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': `trigger-${randomUUID()}`,
  };
  const text = filled(JSON.stringify(body ?? {}), values);
  return idIn(await fetch(`${gatewayUrl}${filled(path, values)}`, { method, headers, body: text }));
}

/** Does one step. @returns the values that are known from then on */
async function take(
  step: TriggerStep,
  { sandbox, shop, origin }: { sandbox: Sandbox; shop: Shop; origin: string },
  values: Values,
): Promise<Values> {
  switch (step.does) {
    case 'token':
      return { ...values, token: await makeToken(origin, step.token) };
    case 'request':
      return { id: await request(shop, step, values), ...values };
    case 'happening':
      await sandbox.ask('POST', filled(step.control, values), {});
      return values;
  }
}

/**
 * Makes a payment through the gateway, and does with it what leads to an event.
 *
 * @returns the payment's id
 * @throws UsageMistake for an event that no simulator can trigger
 * @throws UsageError where a step is refused
 */
export async function trigger(sandbox: Sandbox, shop: Shop, event: string): Promise<string> {
  const found = simulators.find(({ triggers = {} }) => Object.hasOwn(triggers, event));
  const steps = found?.triggers?.[event];
  if (found === undefined || steps === undefined)
    throw new UsageMistake(`${event} cannot be triggered. There are: ${triggered.join(', ')}.`);
  const places = { sandbox, shop, origin: `${sandbox.url}${found.originPath}` };
  let values: Values = {};
  for (const step of steps) values = await take(step, places, values);
  return values['id'] ?? '';
}
