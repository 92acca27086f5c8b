import { operationIds, routeOf, rowOf } from '../../functions/operations.ts';
import { gatewayErrors, retryAdvice } from '../../functions/platform/gateway-error.ts';

type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const markdown = ({ head, rows }: Table): string =>
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

const tables = { operations: operationsTable, errors: errorsTable, advice: adviceTable };

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
