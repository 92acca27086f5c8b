import { operationIds, routeOf, rowOf, type OperationId } from '../../functions/operations.ts';
import { comment, member, typeName, typeOf, type Schema } from './typescript.ts';

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

type Operation = {
  readonly operationId: OperationId;
  readonly summary: string;
  readonly parameters?: readonly (Parameter & { readonly in: string })[];
  readonly requestBody?: { readonly required?: true; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};

type Parameter = { readonly name: string; readonly schema: Schema; readonly description?: string };

/** The API's document, as far as the client's types are made from it. */
export type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** What a caller can ask for: a webhook is the provider's. */
const isCalled = (id: OperationId): boolean =>
  routeOf(id) !== undefined && rowOf(id).effect !== 'inbox';

const jsonIn = (content: Content | undefined): Schema | undefined =>
  content?.['application/json']?.schema;

/** What a caller names in an operation's request besides the intent. */
function requestType({ parameters = [], requestBody }: Operation): string {
  const query = parameters.filter((each) => each.in === 'query');
  const members = query.map(({ name, schema, description }) =>
    member(name, { ...schema, description }, false),
  );
  const body = jsonIn(requestBody?.content);
  const all = [
    ...parameters
      .filter((each) => each.in === 'path')
      .map(({ name, schema }) => member(name, schema, true)),
    ...(query.length > 0 ? [`readonly query?: {\n${members.join('\n')}\n};`] : []),
    ...(body === undefined ? [] : [member('body', body, requestBody?.required === true)]),
  ];
  return all.length === 0 ? 'object' : `{\n${all.join('\n')}\n}`;
}

/** The answer of a yes. */
function answerType({ responses }: Operation): string {
  const yes = Object.entries(responses).find(([status]) => /^2\d\d$/.test(status));
  return typeOf(jsonIn(yes?.[1].content) ?? {});
}

const operationType = (operation: Operation): string =>
  [
    `${comment(operation.summary)}readonly '${operation.operationId}': {`,
    `readonly request: ${requestType(operation)};`,
    `readonly answer: ${answerType(operation)};`,
    '};',
  ].join('\n');

/** Those of the types that a text names, and that these name themselves. */
function namedIn(text: string, types: ReadonlyMap<string, string>): ReadonlySet<string> {
  const found = new Set<string>();
  const search = (within: string): void => {
    for (const [name, type] of types) {
      if (found.has(name) || !new RegExp(`\\b${name}\\b`).test(within)) continue;
      found.add(name);
      search(type);
    }
  };
  search(text);
  return found;
}

/** lib/client/operations.ts: what each operation takes and answers, as the API's document has it. */
export function clientTypesSource({ paths, components }: Document): string {
  const called = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .filter(({ operationId }) => isCalled(operationId))
    .map(operationType);
  const operations = `export type Operations = {\n${called.join('\n\n')}\n};`;
  const types = new Map(
    Object.entries(components.schemas).map(([name, schema]) => [
      typeName(name),
      `${comment(schema.description)}export type ${typeName(name)} = ${typeOf(schema)};`,
    ]),
  );
  return [
    '/* Written by `npm run generate` from the table and the contracts. Do not edit. */',
    '',
    '/** What each operation takes and answers. Members that are not listed pass through. */',
    operations,
    ...[...namedIn(operations, types)].sort().map((name) => `\n${types.get(name) ?? ''}`),
    '',
  ].join('\n');
}

/** lib/client/gateway.ts with the routes of the table, which are the members of its `routes`. */
export function withRoutes(text: string): string {
  const routes = operationIds.filter(isCalled).map((id) => {
    const { method = '', path = '' } = routeOf(id) ?? {};
    return `  '${id}': '${method} ${path}',`;
  });
  return text.replace(
    /(?<=^export const routes = \{\n)[\s\S]*?(?=^\})/m,
    () => `${routes.join('\n')}\n`,
  );
}
