import { columns } from '../../lib/cli/output/columns.ts';
import { queryOf, textOf, type QueryId } from '../../lib/cloud/queries/queries.ts';
import { operations } from '../journeys/gateway-command.ts';
import type { System } from '../journeys/system.ts';
import { linesFor } from '../support/cloudwatch/log-groups.ts';
import { runQuery, type Row } from '../support/cloudwatch/query.ts';
import { findingText, headingOf, namesHealth, namesList, plain, queriesIn } from './runbook.ts';

/** Somebody who does what the runbook says, and prints it. */
export type Responder = {
  /** Reads the heading of an alarm, and looks where it says. */
  follow(alarm: string): Promise<void>;
  /** What a query showed under the heading of an alarm. */
  seen(alarm: string, query: QueryId): readonly Row[];
  /** What health said under the heading of an alarm. */
  healthAt(alarm: string): string;
  /** What “Over” of an alarm still lacks, besides the alarm itself. */
  missing(alarm: string): Promise<string[]>;
  readonly list: () => Promise<string>;
  /** Prints the first of what is open, and how many more are. */
  readonly showList: () => Promise<void>;
  readonly health: () => Promise<string>;
};

type Parts = {
  readonly local: System;
  readonly say: (line: string) => void;
  readonly print: (line: string) => void;
};

const rowsMost = 5;
const cellMost = 40;
const indent = '         ';

const cell = (value: string | number = ''): string =>
  String(value).split('\n')[0]?.slice(0, cellMost) ?? '';

/** The first rows as a small table. */
function tableOf(rows: readonly Row[]): string[] {
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.slice(0, rowsMost).map((row) => heads.map((head) => cell(row[head])));
  const more = rows.length > rowsMost ? [`and ${rows.length - rowsMost} more`] : [];
  return rows.length === 0 ? ['nothing'] : [...columns([heads, ...cells]), ...more];
}

const emptyList = 'No operation is open';

/** The one who was woken. */
export function respond({ local, say, print }: Parts): Responder {
  const seen = new Map<string, readonly Row[]>();
  const healths = new Map<string, string>();
  const show = (lines: readonly string[]): void => {
    for (const line of lines) print(`${indent}${line}`);
  };
  const ask = (id: QueryId): Row[] => {
    const query = queryOf(id);
    return runQuery(
      textOf(id),
      linesFor(query, query.from === 'access log' ? local.accessLog : local.log),
    );
  };
  const list = async (): Promise<string> => (await operations(local, 'list')).out;
  const showList = async (): Promise<void> => {
    const [head = '', ...rows] = (await list()).split('\n');
    say('npm run gateway -- operations list:');
    const more = rows.length > rowsMost ? [`and ${rows.length - rowsMost} more`] : [];
    show([head, ...rows.slice(0, rowsMost), ...more]);
  };
  const health = async (): Promise<string> => {
    const { status, body } = await local.call('GET', '/gateway/v1/health');
    return `${status} ${body}`;
  };
  const look = async (alarm: string, text: string): Promise<void> => {
    for (const id of queriesIn(text)) {
      const rows = ask(id);
      seen.set(`${alarm} ${id}`, rows);
      say(`Query “${queryOf(id).title}”:`);
      show(tableOf(rows));
      for (const kind of new Set(rows.map(({ finding }) => finding))) {
        if (kind !== undefined)
          say(`Finding ${kind}: ${plain(findingText(String(kind)))}`.replaceAll(/\n+/g, ' '));
      }
    }
    if (namesList(text)) await showList();
    if (namesHealth(text)) {
      healths.set(alarm, await health());
      say(`GET /gateway/v1/health: ${healths.get(alarm) ?? ''}`);
    }
  };
  return {
    follow: async (alarm) => {
      const heading = headingOf(alarm);
      say(`ALARM ${alarm}. RUNBOOK.md says what it means: ${plain(heading.means)}`);
      say(`Look: ${plain(heading.look)}`);
      await look(alarm, heading.look);
      say(`Do: ${plain(heading.do)}`);
      say(`Over: ${plain(heading.over)}`);
    },
    seen: (alarm, query) => seen.get(`${alarm} ${query}`) ?? [],
    healthAt: (alarm) => healths.get(alarm) ?? '',
    missing: async (alarm) => {
      const { over } = headingOf(alarm);
      const isListed = namesList(over) && !(await list()).includes(emptyList);
      const isUnhealthy = namesHealth(over) && !(await health()).startsWith('200');
      return [
        ...(isListed ? ['operations list is not empty'] : []),
        ...(isUnhealthy ? ['health does not answer 200'] : []),
      ];
    },
    list,
    showList,
    health,
  };
}
