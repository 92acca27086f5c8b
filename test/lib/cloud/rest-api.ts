import { operationIds, rowOf } from '../../../functions/operations.ts';
import { gatewayErrors, type GatewayErrorCode } from '../../../functions/platform/gateway-error.ts';
import { methods, ofType, onlyOne, result, type Template } from './template-reader.ts';

const wait = { 'Retry-After': "'2'" };
const authorizer = 'gateway.authorize/Lambda';
const askAgain = { 'Retry-After': "'5'" };

/** Gateway response, status, code, Coiney's type, headers beside X-Request-Id. */
// prettier-ignore
const gatewayResponses: readonly [string, string | undefined, GatewayErrorCode, string, Record<string, string>][] = [
  ['UNAUTHORIZED',                   '401',     'unauthorized',      'authentication_error',  { 'WWW-Authenticate': "'Basic'" }],
  ['ACCESS_DENIED',                  '403',     'not_allowed',       'invalid_request_error', {}],
  ['WAF_FILTERED',                   '403',     'not_allowed',       'invalid_request_error', {}],
  ['EXPIRED_TOKEN',                  '404',     'not_found',         'invalid_request_error', {}],
  ['INVALID_SIGNATURE',              '404',     'not_found',         'invalid_request_error', {}],
  ['MISSING_AUTHENTICATION_TOKEN',   '404',     'not_found',         'invalid_request_error', {}],
  ['RESOURCE_NOT_FOUND',             '404',     'not_found',         'invalid_request_error', {}],
  ['REQUEST_TOO_LARGE',              '413',     'invalid_parameter', 'invalid_request_error', {}],
  ['DEFAULT_4XX',                    undefined, 'invalid_parameter', 'invalid_request_error', {}],
  ['THROTTLED',                      '429',     'not_attempted',     'invalid_request_error', wait],
  ['QUOTA_EXCEEDED',                 '429',     'not_attempted',     'invalid_request_error', wait],
  ['AUTHORIZER_FAILURE',             '503',     'not_attempted',     'api_error',             wait],
  ['AUTHORIZER_CONFIGURATION_ERROR', '503',     'not_attempted',     'api_error',             wait],
  ['INVALID_API_KEY',                '503',     'not_attempted',     'api_error',             wait],
  ['INTEGRATION_FAILURE',            '504',     'outcome_unknown',   'api_error',             askAgain],
  ['INTEGRATION_TIMEOUT',            '504',     'outcome_unknown',   'api_error',             askAgain],
  ['DEFAULT_5XX',                    undefined, 'outcome_unknown',   'api_error',             askAgain],
];

/**
 * What the REST API promises by itself, before any function. Part of payments-stack.test.ts, which alone loads the
 * CDK: that takes longer than all of its tests.
 */
export function describeFrontDoor(template: () => Template): void {
  describe('the REST API', () => {
    test('has the routes of the table and no others, not even for preflights', () => {
      const routes = operationIds.map((id) => rowOf(id).route).filter((on) => on !== undefined);

      expect([...methods(template()).keys()].sort()).toEqual(routes.sort());
    });

    test('asks the authorizer about each Authorization header once a minute', () => {
      expect(onlyOne(template(), 'AWS::ApiGateway::Authorizer').Properties).toMatchObject({
        Type: 'REQUEST',
        IdentitySource: 'method.request.header.Authorization',
        AuthorizerResultTtlInSeconds: 30,
      });
    });

    test('is regional, speaks TLS 1.2 or newer, takes keys of API Gateway from its authorizer only, and no binary bodies', () => {
      const { Name, ...rest } = onlyOne(template(), 'AWS::ApiGateway::RestApi').Properties;

      expect(Name).toBe('a-gateway');
      expect(rest).toEqual({
        EndpointConfiguration: { Types: ['REGIONAL'] },
        SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
        EndpointAccessMode: 'STRICT',
        ApiKeySourceType: 'AUTHORIZER',
      });
    });

    test('traces every method, lets a flood pass and no more, and never measures or logs what passes', () => {
      const { StageName, TracingEnabled, MethodSettings } = stage().Properties;

      expect(StageName).toBe('test');
      expect(TracingEnabled).toBe(true);
      expect(MethodSettings).toEqual([
        {
          HttpMethod: '*',
          ResourcePath: '/*',
          DataTraceEnabled: false,
          LoggingLevel: 'OFF',
          MetricsEnabled: false,
          ThrottlingRateLimit: 500,
          ThrottlingBurstLimit: 500,
        },
      ]);
    });

    test('limits what callers may, method by method, by a plan whose one key the authorizer names', () => {
      const plan = onlyOne(template(), 'AWS::ApiGateway::UsagePlan').Properties;
      const key = onlyOne(template(), 'AWS::ApiGateway::ApiKey').Properties;
      const { Properties } = ofType(template(), 'AWS::Lambda::Function').get(authorizer) ?? {};
      const { Variables } = Properties?.['Environment'] as { readonly Variables: object };
      const limited = operationIds
        .filter((id) => rowOf(id).effect !== 'inbox')
        .flatMap((id) => rowOf(id).route ?? [])
        .map((route) => route.split(' '))
        .map(([method, path]) => [`${path}/${method}`, { RateLimit: 50, BurstLimit: 100 }]);

      expect(result(template(), plan)).toEqual({
        ApiStages: [
          {
            ApiId: 'RestApi/Api',
            Stage: 'RestApi/Api/DeploymentStage.test',
            Throttle: Object.fromEntries(limited) as unknown,
          },
        ],
      });
      expect(key).toEqual({ Enabled: true, Value: expect.anything() as unknown });
      expect(Variables).toMatchObject({ USAGE_KEY: key['Value'] });
      expect(
        result(template(), onlyOne(template(), 'AWS::ApiGateway::UsagePlanKey').Properties),
      ).toEqual({
        KeyId: 'RestApi/CallersThrottle/Key',
        KeyType: 'API_KEY',
        UsagePlanId: 'RestApi/CallersThrottle/Plan',
      });
    });

    test('writes an access log of these fields for a year', () => {
      const { Format } = stage().Properties['AccessLogSetting'] as { readonly Format: string };
      const log = ofType(template(), 'AWS::Logs::LogGroup').get('RestApi/AccessLog/Logs');

      expect(JSON.parse(Format)).toEqual({
        requestId: '$context.requestId',
        extendedRequestId: '$context.extendedRequestId',
        time: '$context.requestTime',
        caller: '$context.authorizer.callerId',
        mode: '$context.stage',
        ip: '$context.identity.sourceIp',
        method: '$context.httpMethod',
        route: '$context.resourcePath',
        status: '$context.status',
        errorType: '$context.error.responseType',
        integrationStatus: '$context.integration.status',
        integrationError: '$context.integration.error',
        authorizerError: '$context.authorizer.error',
        tlsVersion: '$context.tlsVersion',
        traceId: '$context.xrayTraceId',
        responseLength: '$context.responseLength',
        integrationLatencyMs: '$context.integrationLatency',
        latencyMs: '$context.responseLatency',
      });
      expect(log?.Properties).toEqual({ RetentionInDays: 365 });
    });
  });

  describe('what API Gateway answers by itself', () => {
    test('is completed for these situations', () => {
      const types = [...ofType(template(), 'AWS::ApiGateway::GatewayResponse').values()].map(
        ({ Properties }) => Properties['ResponseType'],
      );

      expect(types.sort()).toEqual(gatewayResponses.map(([type]) => type).sort());
    });

    test.each(gatewayResponses)('%s', (...expected) => {
      const [name, status, code, type, headers] = expected;
      const path = `RestApi/Api/${name}`;
      const response = ofType(template(), 'AWS::ApiGateway::GatewayResponse').get(path);
      const { StatusCode, ResponseParameters, ResponseTemplates } = response?.Properties ?? {};
      const { 'application/json': text } = ResponseTemplates as { 'application/json': string };
      const body = JSON.parse(text) as { readonly message: string };
      const { retry } = gatewayErrors[code];
      const key = code === 'outcome_unknown' && {
        key_if_you_sent_none: '$context.extendedRequestId',
      };

      expect(StatusCode).toBe(status);
      expect(ResponseParameters).toEqual(
        headerParameters({
          'X-Request-Id': 'context.requestId',
          'X-Retry-Advice': `'${retry}'`,
          ...headers,
        }),
      );
      expect(body).toEqual({
        error: { code, message: body.message, param: null, details: { retry, ...key } },
        type,
        code,
        message: expect.stringMatching(/^[A-Z].*\.$/) as string,
      });
    });
  });

  const stage = (): ReturnType<typeof onlyOne> => onlyOne(template(), 'AWS::ApiGateway::Stage');
}

const headerParameters = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, value]),
  );
