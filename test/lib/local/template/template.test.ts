import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createResolver } from '../../../../lib/local/template/intrinsics.ts';
import { readTemplate, type LocalTemplate } from '../../../../lib/local/template/template.ts';

const accountAndRegion = 'ap-northeast-1:000000000000';

const invocationsOf = (id: string) => ({
  'Fn::Join': [
    '',
    ['arn:', { Ref: 'AWS::Partition' }, ':apigateway:', { Ref: 'AWS::Region' }]
      .concat([':lambda:path/2015-03-31/functions/', { 'Fn::GetAtt': [id, 'Arn'] }] as never[])
      .concat(['/invocations']),
  ],
});

const lambda = (path: string, variables: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Handler: 'index.handler',
    Timeout: 27,
    Code: { 'Fn::Unheard': 'of' },
    Environment: { Variables: variables },
  },
  Metadata: { 'aws:cdk:path': path, 'aws:asset:path': `asset.${path.length}` },
});

const resources = {
  Show: lambda('Stack/komoju.payment.show/Lambda/Resource', {
    LEDGER_TABLE: { Ref: 'Ledger' },
    KOMOJU_SECRET: { Ref: 'Secret' },
  }),
  Authorize: lambda('Stack/gateway.authorize/Lambda/Resource'),
  Foreign: lambda('Stack/CustomResource/Handler/Resource'),
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'payments' } },
  Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { StageName: 'test' } },
  Payments: {
    Type: 'AWS::ApiGateway::Resource',
    Properties: { ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: 'payments' },
  },
  Payment: {
    Type: 'AWS::ApiGateway::Resource',
    Properties: { ParentId: { Ref: 'Payments' }, PathPart: '{paymentId}' },
  },
  Get: {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      HttpMethod: 'GET',
      ResourceId: { Ref: 'Payment' },
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: 'Authorizer' },
      Integration: { Type: 'AWS_PROXY', Uri: invocationsOf('Show') },
    },
  },
  Authorizer: {
    Type: 'AWS::ApiGateway::Authorizer',
    Properties: {
      Type: 'REQUEST',
      AuthorizerUri: invocationsOf('Authorize'),
      AuthorizerResultTtlInSeconds: 60,
      IdentitySource: 'method.request.header.Authorization',
    },
  },
  Refused: {
    Type: 'AWS::ApiGateway::GatewayResponse',
    Properties: {
      ResponseType: 'UNAUTHORIZED',
      StatusCode: '401',
      ResponseParameters: { 'gatewayresponse.header.WWW-Authenticate': "'Basic'" },
      ResponseTemplates: { 'application/json': '{}' },
    },
  },
  Ledger: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      DeletionProtectionEnabled: true,
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    },
  },
  Secret: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      GenerateSecretString: {
        SecretStringTemplate: {
          'Fn::Join': ['', ['{"stack":"', { 'Fn::Select': [1, splitStackId()] }, '"}']],
        },
        GenerateStringKey: 'key',
      },
    },
  },
};

function splitStackId(): object {
  return { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] };
}

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'template-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function read(template: object): LocalTemplate {
  const artifacts = {
    Stack: { type: 'aws:cloudformation:stack', properties: { templateFile: 'stack.json' } },
    Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
  };
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ artifacts }));
  writeFileSync(join(directory, 'stack.json'), JSON.stringify({ Resources: template }));
  return readTemplate(directory);
}

describe('a synthesized template gives', () => {
  test('the functions of the table, with their bundles and resolved variables', () => {
    const { functions } = read(resources);

    expect(functions.map(({ operation }) => operation)).toEqual([
      'komoju.payment.show',
      'gateway.authorize',
    ]);
    expect(functions[0]).toMatchObject({
      arn: `arn:aws:lambda:${accountAndRegion}:function:Stack-Show`,
      handler: 'index.handler',
      timeoutMs: 27_000,
      variables: {
        LEDGER_TABLE: 'Stack-Ledger',
        KOMOJU_SECRET: expect.stringMatching(
          new RegExp(`^arn:aws:secretsmanager:${accountAndRegion}:secret:Stack-Secret-.{6}$`),
        ),
      },
    });
    expect(functions[0]?.directory.startsWith(join(directory, 'asset.'))).toBe(true);
  });

  test('whole paths, each with its function and whether it asks who calls', () => {
    expect(read(resources).restApi.routes).toEqual([
      {
        method: 'GET',
        path: '/payments/{paymentId}',
        operation: 'komoju.payment.show',
        isAuthorized: true,
        needsUsageKey: false,
      },
    ]);
  });

  test('what callers may: the keys of the usage plan and the limit of each method', () => {
    const plan = (Throttle: object, more: object = {}) => ({
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: { ApiStages: [{ ApiId: 'api', Stage: 'test', Throttle }], ...more },
    });
    const key = (Value: string) => ({
      Type: 'AWS::ApiGateway::ApiKey',
      Properties: { Enabled: true, Value },
    });
    const PlanKey = {
      Type: 'AWS::ApiGateway::UsagePlanKey',
      Properties: { KeyId: { Ref: 'Key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
    };
    const more = { Key: key('k'.repeat(20)), Other: key('o'.repeat(20)), PlanKey };
    const Plan = plan({ '/payments/{paymentId}/GET': { RateLimit: 5, BurstLimit: 10 } });
    const { routes, usagePlan } = read({ ...resources, ...more, Plan }).restApi;

    expect([...(usagePlan?.keys ?? [])]).toEqual(['k'.repeat(20)]);
    expect(routes.map((route) => usagePlan?.throttlingOf(route))).toEqual([
      { ratePerSecond: 5, burst: 10 },
    ]);
    expect(read(resources).restApi.usagePlan).toBeUndefined();
    expect(() => read({ ...resources, ...more, Plan: plan({}, { Quota: {} }) })).toThrow('Quota');
    expect(() => read({ ...resources, ...more, Plan, Second: Plan })).toThrow('one usage plan');
  });

  test('how often each method may be called: its own setting, else that of the stage', () => {
    const setting = (HttpMethod: string, ResourcePath: string, burst: number) => ({
      ...{ HttpMethod, ResourcePath },
      ...{ ThrottlingRateLimit: 50, ThrottlingBurstLimit: burst },
    });
    const limited = (...MethodSettings: object[]) => {
      const Stage = { ...resources.Stage, Properties: { StageName: 'test', MethodSettings } };
      return read({ ...resources, Stage }).restApi.routes[0]?.throttling;
    };
    const all = setting('*', '/*', 100);

    expect(limited()).toBeUndefined();
    expect(limited(all)).toEqual({ ratePerSecond: 50, burst: 100 });
    expect(limited(all, setting('GET', '/~1payments~1{paymentId}', 5))).toMatchObject({ burst: 5 });
    expect(limited(all, setting('POST', '/~1payments~1{paymentId}', 5))).toMatchObject({
      burst: 100,
    });
  });

  test('the authorizer, and what the gateway answers on its own', () => {
    const { authorizer, gatewayResponses, stage } = read(resources).restApi;

    expect(stage).toBe('test');
    expect(authorizer).toEqual({
      operation: 'gateway.authorize',
      ttlMs: 60_000,
      identityHeaders: ['authorization'],
    });
    expect(gatewayResponses).toEqual([
      {
        type: 'UNAUTHORIZED',
        status: 401,
        headers: { 'WWW-Authenticate': "'Basic'" },
        template: '{}',
      },
    ]);
  });

  test('tables in the words of CreateTable', () => {
    expect(read(resources).tables).toEqual([
      {
        name: 'Stack-Ledger',
        keyNames: ['pk'],
        timeToLive: 'ttl',
        create: {
          TableName: 'Stack-Ledger',
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          BillingMode: 'PAY_PER_REQUEST',
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
        },
      },
    ]);
  });

  test('secrets with how to generate them', () => {
    const [secret] = read(resources).secrets;

    expect(secret?.generate).toMatchObject({
      SecretStringTemplate: '{"stack":"Stack"}',
      GenerateStringKey: 'key',
      PasswordLength: 32,
    });
  });
});

describe('fails', () => {
  test('for an intrinsic function that it does not know', () => {
    const { resolve } = createResolver({}, 'Stack');

    expect(() => resolve({ deep: [{ 'Fn::ImportValue': 'x' }] })).toThrow(/Fn::ImportValue/);
  });

  test('for a reference to nothing', () => {
    expect(() => createResolver({}, 'Stack').resolve({ Ref: 'Gone' })).toThrow(/Gone/);
  });

  test('for a method that no function answers', () => {
    const withOther = { ...resources, Show: lambda('Stack/CustomResource/Show') };

    expect(() => read(withOther)).toThrow(/No function/);
  });
});

test('names in a text are replaced', () => {
  const { resolve } = createResolver(resources, 'Stack');

  expect(resolve({ 'Fn::Sub': '${AWS::Region}/${Ledger}/${Ledger.Arn}' })).toBe(
    `ap-northeast-1/Stack-Ledger/arn:aws:dynamodb:${accountAndRegion}:table/Stack-Ledger`,
  );
});
