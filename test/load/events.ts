import { paginateScan } from '@aws-sdk/client-dynamodb';
import { hourMs } from '../../functions/platform/clock.ts';
import { maxEvents } from '../../lib/local/simulators/komoju/webhook-assumptions.ts';
import { tableOf } from '../journeys/system.ts';
import type { LocalSystem } from '../support/local.ts';
import { advance } from './advance.ts';
import { askProvider } from './maker.ts';

/** What became of the events that the provider told of its payments. */
export type EventsVerdict = {
  /** Events that are not on record as applied. */
  readonly lost: number;
  /** Events on record that the provider never told, and payments on record whose refunds are there twice. */
  readonly doubled: number;
  readonly told: number;
};

type Event = { readonly id: string; readonly type: string };

/** The events of payments that the simulated provider still remembers, and whether these are all that there were. */
async function toldEvents(
  url: string,
): Promise<{ readonly told: readonly Event[]; readonly areAll: boolean }> {
  const events = new Map<string, Event>();
  for (let page = 1, last = 1; page <= last; page += 1) {
    const list = `GET /komoju/api/v1/events?per_page=100&page=${page}`;
    const answer = (await askProvider(url, list)) as { data: Event[]; last_page: number };
    for (const event of answer.data) events.set(event.id, event);
    last = answer.last_page;
  }
  const told = [...events.values()].filter(({ type }) => type.startsWith('payment.'));
  return { told, areAll: events.size < maxEvents };
}

/** How often catching up may go on before what is left counts as lost. */
const runsMost = 60;

/** Waits until every webhook has come, or is given up. */
async function webhooksToTheEnd(
  local: LocalSystem,
  at: (step: string, of?: string) => void,
): Promise<void> {
  let waiting = 1;
  while (waiting > 0) {
    const answer = await local.sandbox('POST', 'webhooks/wait', { seconds: 10 });
    ({ waiting } = answer as { waiting: number });
    at('webhooks', `${waiting} on their way`);
  }
}

/** Lets what no webhook told be caught up with. */
export async function catchUpToTheEnd(
  local: LocalSystem,
  at: (step: string, of?: string) => void,
): Promise<void> {
  await webhooksToTheEnd(local, at);
  for (let run = 0; run < runsMost; run += 1) {
    // What could not be applied several times is tried again hours later.
    await advance(local, hourMs);
    await local.sandbox('POST', 'schedules/gateway.catch-up');
    const { lost } = await judgeEvents(local);
    at('catching up', `${lost} events to go`);
    if (lost === 0) return;
  }
}

type Stored = Record<string, { readonly S?: string } | undefined>;

const textOf = (item: Stored, name: string): string => item[name]?.S ?? '';

/** The state of every event on record, and how many payments have a refund twice. */
async function readInbox(
  local: LocalSystem,
): Promise<{ readonly states: ReadonlyMap<string, string>; readonly doubled: number }> {
  const { client, TableName } = await tableOf(local);
  const states = new Map<string, string>();
  let doubled = 0;
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
    for (const item of Items as Stored[]) {
      const partition = textOf(item, 'pk');
      const [, id] = partition.split('EVT#komoju#');
      if (id !== undefined) states.set(id, textOf(item, 'st'));
      if (partition.startsWith('PAY#') && hasRefundTwice(textOf(item, 'pay'))) doubled += 1;
    }
  }
  client.destroy();
  return { states, doubled };
}

function hasRefundTwice(payment: string): boolean {
  const { refunds = [] } = JSON.parse(payment) as { refunds?: { id: string }[] };
  return new Set(refunds.map(({ id }) => id)).size < refunds.length;
}

/** Compares the events that the provider told with those on record. */
export async function judgeEvents(local: LocalSystem): Promise<EventsVerdict> {
  const { told, areAll } = await toldEvents(local.simulatorUrl);
  const { states, doubled } = await readInbox(local);
  const isTold = new Set(told.map(({ id }) => id));
  const unknown = [...states.keys()].filter((id) => !isTold.has(id)).length;
  return {
    lost: told.filter(({ id }) => states.get(id) !== 'applied').length,
    // The provider forgets its oldest events at last: then the record has more.
    doubled: doubled + (areAll ? unknown : 0),
    told: told.length,
  };
}
