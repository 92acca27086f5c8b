import type { Try } from '../../../functions/deliveries/delivery.ts';
import { isPast, type EpochMs } from '../../../functions/platform/clock.ts';
import { columns } from '../output/columns.ts';
import { formatCommand } from '../output/format.ts';
import { moment } from '../prospect.ts';
import type { EndpointNote, Seen } from './find.ts';
import { membersOf, paymentOf } from './view.ts';

/** What a try came to: the receiver's status, or why there is none. */
const resultOf = ({ status, why = '' }: Partial<Try> = {}): string =>
  status === undefined ? why : String(status);

/** When a delivery is tried next. */
function nextOf({ delivery, prospect: { first, dueAt } }: Seen, at: EpochMs): string {
  if (delivery.state !== 'pending') return '';
  if (first !== undefined && first !== delivery.id) return `after ${first}`;
  if (dueAt === undefined) return 'never: replay it';
  return isPast(dueAt, at) ? 'now' : moment(dueAt);
}

/** Deliveries as a table, newest first. */
export function formatDeliveries(seen: readonly Seen[], at: EpochMs): string {
  if (seen.length === 0) return 'There are none.';
  const rows = seen.map((each) => {
    const { delivery, lane } = each;
    return [
      ...[moment(Date.parse(delivery.at)), delivery.id, delivery.type, paymentOf(delivery) ?? ''],
      ...[lane.endpoint, delivery.state, String(delivery.tried)],
      ...[resultOf(delivery.tries.at(-1)), nextOf(each, at)],
    ];
  });
  const head = ['time', 'event', 'type', 'payment', 'end point', 'state', 'tries', 'last', 'next'];
  return columns([head, ...rows]).join('\n');
}

/** What a person must know of end points, with what to do; the words are those that lead to the gateway. */
export const formatEndpoints = (
  notes: readonly EndpointNote[],
  words: readonly string[],
): string[] =>
  notes.flatMap(({ name, state, failures }) => {
    if (state === 'disabled') {
      const command = formatCommand(['events', 'enable', name, ...words]);
      return [
        `${name} is disabled: it answered 410, so it is sent nothing. Once it wants events again: ${command}`,
      ];
    }
    if (state === 'enabled') return [];
    return [
      `${name} rests: ${String(failures)} tries in a row have failed. It gets one try a minute, and everything once that is taken. See that its server runs, and what it says in the column last.`,
    ];
  });

const formatTries = (tries: readonly Try[]): string[] =>
  tries.length === 0
    ? ['no try is on record']
    : columns([
        ['tried', 'ms', 'result'],
        ...tries.map((each) => [moment(each.at), String(each.ms), resultOf(each)]),
      ]);

/** All that is known of one delivery. */
export function formatDelivery(seen: Seen, at: EpochMs): string {
  const { delivery, lane } = seen;
  const facts = [
    ['event', delivery.id],
    ['type', delivery.type],
    ['end point', lane.endpoint],
    ['state', delivery.state],
    ['tries', String(delivery.tried)],
    ['tried since', moment(delivery.since)],
    ['next try', nextOf(seen, at)],
  ].filter(([, value]) => value !== '');
  const sent = JSON.stringify(membersOf(delivery), undefined, 2);
  return [...columns(facts), '', ...formatTries(delivery.tries), '', 'What is sent:', sent].join(
    '\n',
  );
}
