import { expect, test } from '@jest/globals';
import { accessLine, noteIntegration } from '../../../../lib/local/api-gateway/access-log.ts';
import { api, answered, from, serveApi } from './rest-api.ts';

/* As the guide's "Variables for access logging for API Gateway" says; where it is silent, the title says so. */

test('a line is the format with the values of the request, and a dash where there is none', () => {
  const format = '{"id":"$context.requestId","who":"$context.authorizer.callerId."}';

  expect(accessLine(format, { requestId: 'r-1' })).toBe('{"id":"r-1","who":"-."}');
});

test(`a value stays within its quotes (${from.choice})`, () => {
  expect(accessLine('{"e":"$context.integration.error"}', { 'integration.error': 'a "b"\n' })).toBe(
    String.raw`{"e":"a \"b\"\n"}`,
  );
});

test.each([
  ['answered', answered({ statusCode: 502 }), { 'integration.status': '200' }],
  [
    'threw',
    { kind: 'failed', why: 'threw', error: { errorType: 'Error', errorMessage: 'no' } },
    { 'integration.status': '200', 'integration.error': 'no' },
  ],
  [
    'was not run for load',
    { kind: 'failed', why: 'throttled', error: { errorType: 'E', errorMessage: 'Rate exceeded' } },
    { 'integration.status': '429', 'integration.error': 'Rate exceeded' },
  ],
  ['took too long', undefined, { 'integration.error': 'Endpoint request timed out' }],
] as const)(
  'the integration’s status is Lambda’s own, of a function that %s',
  (_, invocation, says) => {
    const context = {};

    noteIntegration(context, invocation, 12.4);

    expect(context).toEqual({ integrationLatency: '12', ...says });
  },
);

test('a stage without a format writes nothing; with one, a line before the answer', async () => {
  const lines: string[] = [];
  const onAccess = (line: string) => void lines.push(line);
  const accessLogFormat = '$context.status $context.resourcePath $context.xrayTraceId';
  const [silent, telling] = await Promise.all([
    serveApi({ onAccess }),
    serveApi({ onAccess, api: { ...api, accessLogFormat } }),
  ]);

  await silent.send({});
  await telling.send({ headers: ['x-amzn-trace-id', 'Self=1-2-3;Root=1-5759e988-bd86'] });
  await Promise.all([silent.close(), telling.close()]);

  expect(lines).toEqual(['200 /payments/{id} 1-5759e988-bd86']);
});
