import { readFileSync } from 'node:fs';
import { operationIds, providerNames, routeOf, rowOf } from '../../functions/operations.ts';
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

type Layers = { readonly functions: readonly (readonly string[])[] };

/** The order of the folders in functions/, as a drawing: each line imports only what stands below it. */
function drawing(): string {
  const text = readFileSync(new URL('layers.json', import.meta.url), 'utf8');
  const { functions } = JSON.parse(text) as Layers;
  const lines = functions.map((row) => (row[0] === '*' ? providerNames : row).join(' · '));
  return ['```', ...lines, '```'].join('\n');
}

const sections: Readonly<Record<string, () => string>> = {
  operations: () => markdown(operationsTable),
  errors: () => markdown(errorsTable),
  order: drawing,
};

/**
 * A document with its tables as the code has them. They stand between the comments `<!-- name -->` and
 * `<!-- /name -->`; the rest is kept.
 */
export const withSections = (document: string): string =>
  Object.entries(sections).reduce(
    (text, [name, section]) =>
      text.replace(
        new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`),
        () => `<!-- ${name} -->\n\n${section()}\n\n<!-- /${name} -->`,
      ),
    document,
  );
