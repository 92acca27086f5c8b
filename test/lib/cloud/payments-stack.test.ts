import { operationIds, rowOf } from '../../../functions/operations.ts';
import {
  bornSecrets,
  keyPermissions,
  permissions,
  secretOutputs,
  variables,
} from './expectations.ts';
import { describeFrontDoor } from './rest-api.ts';
import { describeLedgerTable } from './ledger-table.ts';
import { describeSchedules } from './schedules.ts';
import { minimal, synthesize } from './synthesize.ts';
import {
  allStatements,
  methods,
  ofType,
  onlyOne,
  permissionsOf,
  result,
  type Template,
} from './template-reader.ts';

const environment = minimal;

let template: Template;
/** The same stack with a key of its own, in another region, in an account that has its CloudWatch role. */
let keyed: Template;

beforeAll(async () => {
  template = await synthesize(environment);
  keyed = await synthesize({
    ...environment,
    region: 'eu-central-1',
    accountCloudWatchRole: 'exists',
    customerManagedKey: true,
  });
}, 120_000);

describeFrontDoor(() => template);
describeSchedules(() => template);
describeLedgerTable(() => template);

describe.each(operationIds)('%s', (id) => {
  const { effect, route: on, schedule: every } = rowOf(id);
  const [provider = ''] = id.split('.');
  const ofThisRow = (type: string): string[] =>
    [...ofType(template, type).keys()].filter((path) => path.startsWith(`${id}/`));

  test('has one function, one role and one log', () => {
    expect(ofThisRow('AWS::Lambda::Function')).toEqual([`${id}/Lambda`]);
    expect(ofThisRow('AWS::IAM::Role')).toEqual([`${id}/Role`]);
    expect(ofThisRow('AWS::Logs::LogGroup')).toEqual([`${id}/Logs`]);
  });

  test('runs like every other row, but that what a schedule starts has its time, and what computes has a whole CPU', () => {
    const { Properties } = ofType(template, 'AWS::Lambda::Function').get(`${id}/Lambda`) ?? {};

    expect(result(template, Properties)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      // The others wait most of their time.
      MemorySize: effect === 'background' ? 1769 : 1024,
      Timeout: { request: 27, minute: 55, 'five-minutes': 295, 'half-hour': 900 }[
        every ?? 'request'
      ],
      TracingConfig: { Mode: every === undefined ? 'Active' : 'PassThrough' },
      Role: `${id}/Role`,
      LoggingConfig: { LogGroup: `${id}/Logs` },
    });
  });

  test('keeps its log for 90 days', () => {
    const log = ofType(template, 'AWS::Logs::LogGroup').get(`${id}/Logs`);

    expect(log?.Properties).toEqual({ RetentionInDays: 90 });
    expect(log?.DeletionPolicy).toBe('Delete');
  });

  test('may do exactly what its effect needs', () => {
    const ownLog = (sentence: string): string => sentence.replace('its log', `${id}/Logs`);

    expect(permissionsOf(template, `${id}/Role`).sort()).toEqual(
      permissions[effect](provider).map(ownLog).sort(),
    );
    expect(
      Object.keys(ofType(template, 'AWS::IAM::Role').get(`${id}/Role`)?.Properties ?? {}),
    ).toEqual(['AssumeRolePolicyDocument']);
  });

  test('may also use the key where table and secrets have one of their own', () => {
    const onKey = permissionsOf(keyed, `${id}/Role`).filter((sentence) =>
      sentence.startsWith('kms:'),
    );
    const others = permissionsOf(keyed, `${id}/Role`).length - onKey.length;

    expect(onKey.sort()).toEqual([...keyPermissions[effect]].sort());
    expect(others).toBe(permissions[effect](provider).length);
  });

  test('is given exactly the variables that its effect reads', () => {
    const { Properties } = ofType(template, 'AWS::Lambda::Function').get(`${id}/Lambda`) ?? {};

    expect(result(template, Properties?.['Environment'])).toEqual({
      Variables: variables[effect](provider),
    });
  });

  test('is reached by its route and by nothing else', () => {
    const integrations = [...methods(template)].filter(([, { Properties }]) =>
      JSON.stringify(result(template, Properties['Integration'])).includes(
        `/functions/${id}/Lambda/`,
      ),
    );

    expect(integrations.map(([route]) => route)).toEqual(on === undefined ? [] : [on]);
    for (const [, { Properties }] of integrations) {
      expect(result(template, Properties)).toMatchObject({
        // A provider has no key of the gateway: a webhook is recognised by what only its provider knows.
        ...(effect === 'inbox'
          ? { AuthorizationType: 'NONE' }
          : {
              AuthorizationType: 'CUSTOM',
              AuthorizerId: 'RestApi/Authorizer',
              // Else what it takes of the callers' throttle would be counted nowhere.
              ApiKeyRequired: true,
            }),
        Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST' },
      });
    }
  });
});

describe('what may be done', () => {
  test('each function may be started from one place', () => {
    const permissions = [...ofType(template, 'AWS::Lambda::Permission').values()];
    const started = permissions.map(({ Properties }) =>
      result(template, Properties['FunctionName']),
    );

    // By its schedule, and by the rule of the end point.
    const expected = [...operationIds, 'gateway.deliver'];
    expect(started.sort()).toEqual(expected.map((id) => `${id}/Lambda`).sort());
  });

  test('no resource is a wildcard but that of X-Ray', () => {
    const wild = [template, keyed]
      .flatMap(allStatements)
      .filter(({ Resource }) => JSON.stringify(Resource).includes('*'))
      .map(({ Action }) => Action);

    expect(new Set(wild.flat())).toEqual(
      new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']),
    );
  });

  test('no action is a wildcard, deletes, scans or works in batches', () => {
    const actions = [template, keyed].flatMap(allStatements).flatMap(({ Action }) => Action);

    expect(actions.filter((action) => /\*|Delete|Scan|Batch|PartiQL/.test(action))).toEqual([]);
  });

  test("only API Gateway's own logging role has a managed policy, and it stays", () => {
    const roles = [...ofType(template, 'AWS::IAM::Role')];
    const managed = roles.filter(([, { Properties }]) => 'ManagedPolicyArns' in Properties);

    expect(managed.map(([path]) => path)).toEqual(['RestApi/AccessLog/AccountRole']);
    expect(JSON.stringify(managed)).toContain('AmazonAPIGatewayPushToCloudWatchLogs');
    expect(managed[0]?.[1].DeletionPolicy).toBe('Retain');
    expect(onlyOne(template, 'AWS::ApiGateway::Account').DeletionPolicy).toBe('Retain');
    expect(ofType(keyed, 'AWS::ApiGateway::Account').size).toBe(0);
  });
});

describe('a stack whose ledger was restored to another table', () => {
  let restored: Template;
  beforeAll(async () => {
    restored = await synthesize({ ...environment, ledgerTableName: 'the-restored-one' });
  }, 60_000);

  const places = (of: Template): string[] =>
    operationIds.flatMap((id) => [
      ...permissionsOf(of, `${id}/Role`),
      JSON.stringify(ofType(of, 'AWS::Lambda::Function').get(`${id}/Lambda`)?.Properties),
    ]);

  test('gives the functions that one and its indexes, with the same rights, and nothing of its own', () => {
    const own = places(template).filter((place) => place.includes('LedgerTable'));
    const [now, others] = ['the-restored-one', 'LedgerTable'].map((name) =>
      places(restored).filter((place) => place.includes(name)),
    );

    expect(others).toEqual([]);
    expect(now?.length).toBe(own.length);
    expect(now?.join()).toContain('dynamodb:Query on');
    expect(restored.Outputs['LedgerTableName']?.Value).toBe('the-restored-one');
  });

  test('keeps its own', () => {
    expect(onlyOne(restored, 'AWS::DynamoDB::Table')).toEqual(
      onlyOne(template, 'AWS::DynamoDB::Table'),
    );
  });
});

describe('what must not be lost', () => {
  test.each(['AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret', 'AWS::KMS::Key'])(
    '%s stays',
    (type) => {
      const kept = [...ofType(keyed, type)]
        .filter(([path]) => path !== 'Canary' && !path.startsWith('Endpoints/'))
        .map(([, resource]) => resource);

      expect(kept.length).toBeGreaterThan(0);
      for (const resource of kept) {
        expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      }
    },
  );

  test('what secrets are born with never changes: CloudFormation would write it over what people filled in', () => {
    const stackUuid = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };
    const secrets = [...ofType(template, 'AWS::SecretsManager::Secret')].map(
      ([path, { Properties }]) => [path, { ...Properties, Description: undefined }],
    );

    expect(Object.fromEntries(secrets)).toEqual({
      Callers: { SecretString: '{"callers":[]}' },
      LedgerSecret: {
        GenerateSecretString: {
          ExcludePunctuation: true,
          GenerateStringKey: 'fingerprintKey1',
          PasswordLength: 64,
          SecretStringTemplate: { 'Fn::Join': ['', ['{"namespace":"', stackUuid, '"}']] },
        },
      },
      ...bornSecrets,
    });
  });

  test('a key of the stack encrypts the table and every secret, and is renewed every year', () => {
    const key = { 'Fn::GetAtt': [expect.stringMatching(/^EncryptionKey/), 'Arn'] as unknown[] };

    expect(onlyOne(keyed, 'AWS::KMS::Key').Properties).toMatchObject({ EnableKeyRotation: true });
    expect(onlyOne(keyed, 'AWS::DynamoDB::Table').Properties['SSESpecification']).toEqual({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: key,
    });
    for (const { Properties } of ofType(keyed, 'AWS::SecretsManager::Secret').values()) {
      expect(Properties['KmsKeyId']).toEqual(key);
    }
  });
});

describe('the stack', () => {
  test('holds one function per row, at most 400 resources and no physical names', () => {
    const names = [
      'TableName',
      'FunctionName',
      'RoleName',
      'LogGroupName',
      'PolicyName',
      'AliasName',
    ];
    // These name another resource by it.
    const referring = [
      'AWS::Lambda::Permission',
      'AWS::Lambda::EventInvokeConfig',
      'AWS::IAM::Policy',
      'AWS::Logs::MetricFilter',
    ];
    const named = Object.values(template.Resources).filter(
      ({ Type, ...resource }) =>
        !referring.includes(Type) &&
        names.some((name) => JSON.stringify(resource).includes(`"${name}":`)),
    );

    expect(ofType(template, 'AWS::Lambda::Function').size).toBe(operationIds.length);
    expect(Object.keys(keyed.Resources).length).toBeLessThanOrEqual(400);
    expect(named).toEqual([]);
  });

  test('tells what a person needs next', () => {
    expect(Object.keys(template.Outputs).sort()).toEqual(
      [
        ...['AlarmTopicArn', 'BaseUrl', 'CallersSecretArn', 'DashboardUrl', 'LedgerTableName'],
        ...['EndpointNames', 'EndpointShopSecretArn', 'EventBusName', 'LedgerSecretArn'],
        ...secretOutputs,
      ].sort(),
    );
    expect(result(template, template.Outputs['BaseUrl']?.Value)).toBe(
      'https://RestApi/Api.execute-api.ap-northeast-1.AWS::URLSuffix/RestApi/Api/DeploymentStage.test',
    );
  });
});
