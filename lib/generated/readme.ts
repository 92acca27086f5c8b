import { operationIds, routeOf, rowOf } from '../../functions/operations.ts';
import { gatewayErrors } from '../../functions/platform/gateway-error.ts';

type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const markdown = ({ head, rows }: Table): string =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

const operationsTable: Table = {
  head: ['operation', 'route', 'effect', 'sent again', 'found again by'],
  rows: operationIds.map((id) => {
    const { effect, resend: again, lookup: find } = rowOf(id);
    const { method, path } = routeOf(id) ?? { method: '', path: '' };
    const route = path === '' ? 'none' : `\`${method} ${path}\``;
    return [`\`${id}\``, route, effect, again ?? '', find ?? ''];
  }),
};

const errorsTable: Table = {
  head: ['code', 'status', 'what to do', 'meaning'],
  rows: Object.entries(gatewayErrors).map(([code, { status, retry, title }]) => {
    const advice = { never: 'fix the request', same_key: 'same key again', new_key: 'new key' };
    // The one error where something was done: a fixed request would do it twice.
    const toDo = code === 'result_erased' ? 'look it up' : advice[retry];
    return [`\`${code}\``, String(status), toDo, title];
  }),
};

const generated: Readonly<Record<string, Table>> = {
  operations: operationsTable,
  errors: errorsTable,
};

/**
 * The README with its tables as the code has them. They stand between the comments `<!-- name -->` and
 * `<!-- /name -->`; the rest is kept.
 */
export const withTables = (readme: string): string =>
  Object.entries(generated).reduce(
    (text, [name, table]) =>
      text.replace(
        new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`),
        () => `<!-- ${name} -->\n\n${markdown(table)}\n\n<!-- /${name} -->`,
      ),
    readme,
  );
