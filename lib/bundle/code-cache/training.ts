import { readFileSync } from 'node:fs';
import { routeOf, type OperationId } from '../../../functions/operations.ts';

/** What is asked of a function so that V8 compiles what its first request needs, and what its provider answers. */
export type Training = { readonly event: object; readonly answer: string };

type Media = {
  readonly content?: Record<
    string,
    { readonly examples?: Record<string, { readonly value: unknown }> }
  >;
};
type Described = {
  readonly operationId: string;
  readonly requestBody?: Media;
  readonly responses: Record<string, Media>;
};
type Document = { readonly paths: Record<string, Record<string, Described>> };

const document = new URL('../../openapi/openapi.json', import.meta.url);

const examplesIn = (media: Media | undefined) =>
  Object.entries(media?.content?.['application/json']?.examples ?? {});

const describedIn = ({ paths }: Document, id: OperationId): Described | undefined =>
  Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .find(({ operationId }) => operationId === id);

const headers = {
  accept: 'application/json',
  authorization: `Basic ${Buffer.from('gk_test_example:').toString('base64')}`,
  'content-type': 'application/json',
  'idempotency-key': 'example-1',
  'user-agent': 'training',
};

/** A request's body, and the answer to it. They have one name; a payment of the first is one without a card. */
function exchangeOf(described: Described | undefined): { body: unknown; answer: unknown } {
  const yes = Object.entries(described?.responses ?? {}).find(([status]) => status < '3');
  const answers = examplesIn(yes?.[1]);
  const asked = examplesIn(described?.requestBody).findLast(([name]) =>
    answers.some(([answered]) => answered === name),
  );
  const [, answered] = answers.find(([name]) => name === asked?.[0]) ?? answers[0] ?? [];
  return { body: asked?.[1].value, answer: answered?.value ?? {} };
}

/** A request of the API's document, as API Gateway hands it to an operation or to the authorizer. */
export function trainingOf(id: OperationId): Training {
  const described = describedIn(JSON.parse(readFileSync(document, 'utf8')) as Document, id);
  const { path, method } = routeOf(id) ?? { path: '/', method: 'GET' };
  const { body, answer } = exchangeOf(described);
  // What is asked about is what the answer is about; as long as a provider's id else.
  const { id: named = 'example000000000000000001' } = answer as { id?: string };
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, named]);
  const event = {
    ...{ type: 'REQUEST', methodArn: 'arn:aws:execute-api:region:account:api/test/GET/' },
    ...{ resource: path, path: path.replaceAll(/\{\w+\}/g, named), httpMethod: method },
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    pathParameters: Object.fromEntries(parameters) as Record<string, string>,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    requestContext: {
      requestId: 'b3f1c2de-0000-4000-8000-000000000000',
      authorizer: { callerId: 'example', scopes: '*', mustSendKey: 'true' },
      identity: { sourceIp: '203.0.113.7' },
    },
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
  };
  return { event, answer: JSON.stringify(answer) };
}
