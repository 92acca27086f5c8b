import { numberMembers } from '../../functions/deliveries/payload.ts';
import { waitsMs } from '../../functions/deliveries/retry-times.ts';
import { eventMembers } from '../../functions/events/event.ts';
import { eventTypes } from '../../functions/events/event-types.ts';
import { metricNames, metricOf } from '../../functions/metrics.ts';
import { operationIds, routeOf, rowOf } from '../../functions/operations.ts';
import { hourMs, minuteMs } from '../../functions/platform/clock.ts';
import { gatewayErrors, retryAdvice } from '../../functions/platform/gateway-error.ts';
import { alarmIds, alarmOf } from '../cloud/alarms/alarm-table.ts';
import { queryIds, queryOf } from '../cloud/queries/queries.ts';

type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table as Markdown has it. */
export const markdown = ({ head, rows }: Table): string =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

const operationsTable: Table = {
  head: ['operation', 'route', 'effect', 'sent again', 'found again by'],
  rows: operationIds.map((id) => {
    const { effect, resend = '', lookup = '' } = rowOf(id);
    const { method, path } = routeOf(id) ?? { method: '', path: '' };
    const route = path === '' ? 'none' : `\`${method} ${path}\``;
    return [`\`${id}\``, route, effect, resend, lookup];
  }),
};

const errorsTable: Table = {
  head: ['code', 'status', 'advice', 'meaning'],
  rows: Object.entries(gatewayErrors).map(([code, { status, retry, title }]) => [
    `\`${code}\``,
    String(status),
    `\`${retry}\``,
    title,
  ]),
};

const adviceTable: Table = {
  head: ['advice', 'what it says'],
  rows: Object.entries(retryAdvice).map(([word, meaning]) => [`\`${word}\``, meaning]),
};

const metricsTable: Table = {
  head: ['metric', 'unit', 'by', 'from', 'meaning'],
  rows: metricNames.map((name) => {
    const { unit, by, from, meaning } = metricOf(name);
    return [
      `\`${name}\``,
      unit === 'Count' ? 'count' : 'ms',
      by.join(', '),
      from.join(', '),
      meaning,
    ];
  }),
};

const queriesTable: Table = {
  head: ['query', 'when'],
  rows: queryIds.map((id) => [queryOf(id).title, queryOf(id).when]),
};

const alarmsTable: Table = {
  head: ['alarm', 'kind', 'what is wrong'],
  rows: alarmIds.map((id) => {
    const { severity, moneyAtRisk, title } = alarmOf(id);
    const kind = moneyAtRisk === true ? `${severity}, about money` : severity;
    return [`[\`${id}\`](#${id})`, kind, title];
  }),
};

const eventTypesTable: Table = {
  head: ['type', 'what has happened'],
  rows: Object.entries(eventTypes).map(([type, meaning]) => [`\`${type}\``, meaning]),
};

/** Where a webhook has what the bus has as a member of its detail. */
function placeOf(member: string): string {
  if (member === 'type') return '`type`';
  if (member === 'at') return '`timestamp`';
  return `\`data.${member}\`${numberMembers.has(member) ? ', a number' : ''}`;
}

const eventMembersTable: Table = {
  head: ['on the bus', 'in a webhook', 'meaning'],
  rows: Object.entries(eventMembers).map(([member, meaning]) => [
    `\`${member}\``,
    placeOf(member),
    meaning,
  ]),
};

const durationOf = (ms: number): string =>
  ms < hourMs ? `${ms / minuteMs} min` : `${Math.round(ms / hourMs)} h`;

const deliveryTriesTable: Table = {
  head: ['try', 'after the one before', 'after the first'],
  rows: [0, ...waitsMs].map((waitMs, place) => {
    const sinceMs = waitsMs.slice(0, place).reduce((sum, ms) => sum + ms, 0);
    return place === 0
      ? ['1', 'at once', '']
      : [String(place + 1), durationOf(waitMs), durationOf(sinceMs)];
  }),
};

const tables = {
  'event-types': eventTypesTable,
  'event-members': eventMembersTable,
  'delivery-tries': deliveryTriesTable,
  alarms: alarmsTable,
  operations: operationsTable,
  errors: errorsTable,
  advice: adviceTable,
  metrics: metricsTable,
  queries: queriesTable,
};

/**
 * A document with a part of it written anew. The part stands between the comments `<!-- name -->` and `<!-- /name -->`;
 * the rest is kept.
 *
 * @throws Error where the document has no such part
 */
export function withPart(document: string, name: string, part: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest] = document.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`The document has no part between ${begin} and ${end}.`);
  }
  return `${before}${begin}\n\n${part}\n\n${end}${after}`;
}

/** A document with one of its tables as the code has it. */
export const withTable = (document: string, name: keyof typeof tables): string =>
  withPart(document, name, markdown(tables[name]));
