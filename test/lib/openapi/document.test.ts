import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { operationIds, routeOf, rowOf, type OperationId } from '../../../functions/operations.ts';
import { gatewayErrors } from '../../../functions/platform/gateway-error.ts';
import { answerHeaders } from '../../../lib/openapi/answer-headers.ts';
import { openapiDocument } from '../../../lib/openapi/document.ts';
import { operationOf } from '../../../lib/openapi/operation.ts';
import { sectionOf } from '../../support/markdown.ts';

/* The document as a whole; the journeys hold every answer to it, and generated.test.ts says that it is fresh. */

type Operation = {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses: Readonly<Record<string, object>>;
};
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: object };
};

const document = openapiDocument() as Document;

function documented(id: OperationId): Operation {
  const { method, path } = routeOf(id) ?? { method: '', path: '' };
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`${id} is not in the document.`);
  return operation;
}

test('a public linter finds nothing in it', () => {
  const run = (): string =>
    execFileSync(
      process.execPath,
      [
        ...['node_modules/@redocly/cli/bin/cli.js', 'lint', 'lib/openapi/openapi.json'],
        // The project has no licence to name.
        ...['--extends=recommended', '--skip-rule=info-license', '--format=json'],
      ],
      {
        encoding: 'utf8',
        stdio: 'pipe',
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
    );

  const { totals } = JSON.parse(run()) as { totals: object };

  expect(totals).toMatchObject({ errors: 0, warnings: 0 });
}, 60_000);

test.each(operationIds.filter((id) => routeOf(id) !== undefined))('%s is in it', (id) => {
  const { operationId, summary, security, parameters = [] } = documented(id);
  const { effect } = rowOf(id);

  expect(operationId).toBe(id);
  // Taken from the comment in its file.
  expect(summary).not.toBe(id);
  expect(security).toEqual(effect === 'inbox' ? [] : undefined);
  const takesKey = parameters.some(({ name }) => name === 'Idempotency-Key');
  expect(takesKey).toBe(effect === 'mutation');
});

test('it has every error of the gateway but that of a route that is not there', () => {
  const said = JSON.stringify(document.components.responses);

  const absent = Object.keys(gatewayErrors).filter((code) => !said.includes(`\`${code}\``));

  expect(absent).toEqual([]);
});

test('an operation of which nothing is known but its row and its contract is described in general', () => {
  const nothing = { title: 'ACME', error: { type: 'object' }, schemas: {}, answers: {} };

  const { responses, parameters = [] } = operationOf(
    'komoju.payment.capture',
    nothing,
  ) as Operation;

  const names = parameters.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['paymentId', 'Idempotency-Key']));
  expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '409', '4XX', '5XX']));
  expect(responses['200']).toMatchObject({
    content: { 'application/json': { schema: { description: expect.any(String) } } },
  });
});

test('its headers of answers are those of ERRORS.md', () => {
  const table = sectionOf('functions/http/ERRORS.md', '## Headers');
  const names = [...table.matchAll(/^\| `([\w-]+)(?:: \w+)?`/gm)].map(([, name = '']) => name);

  expect(Object.keys(answerHeaders).sort()).toEqual(names.sort());
});

test('no example holds a card’s number, a secret key or an address of this machine', () => {
  const text = readFileSync('lib/openapi/examples/recorded.json', 'utf8');

  expect(text).not.toMatch(/\d{13}(?<!0{8}\d{5})\d|sk_(test|live)|127\.0\.0\.1|localhost/);
});
