import { createHash } from 'node:crypto';

/** One entry of a CloudFormation template's `Resources`. */
export type Resource = {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>> | undefined;
  readonly Metadata?: Readonly<Record<string, unknown>> | undefined;
};

/** Where the stack seems to be deployed: both are the default of lib/cloud/environments.ts, and no real account has twelve zeros. */
export const region = 'ap-northeast-1';
export const accountId = '000000000000';

const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;

/** What `Ref` gives and how the ARN is made, for the types whose form somebody reads. */
type Naming = { readonly property?: string; readonly arnOf: (name: string) => string };

const namings: Readonly<Record<string, Naming>> = {
  'AWS::DynamoDB::Table': {
    property: 'TableName',
    arnOf: (name) => arn('dynamodb', `table/${name}`),
  },
  'AWS::DynamoDB::GlobalTable': {
    property: 'TableName',
    arnOf: (name) => arn('dynamodb', `table/${name}`),
  },
  'AWS::Lambda::Function': {
    property: 'FunctionName',
    arnOf: (name) => arn('lambda', `function:${name}`),
  },
  'AWS::Events::EventBus': {
    property: 'Name',
    arnOf: (name) => arn('events', `event-bus/${name}`),
  },
  'AWS::SecretsManager::Secret': { property: 'Name', arnOf: secretArn },
  'AWS::ApiGateway::Stage': { property: 'StageName', arnOf: (name) => arn('apigateway', name) },
};

/** Secrets Manager appends six characters to the name; the same ones at every start, so that stored secrets are found. */
function secretArn(name: string): string {
  return arn('secretsmanager', `secret:${name}-${hashOf(name).slice(0, 6)}`);
}

const hashOf = (name: string) => createHash('sha256').update(name).digest('hex');

export type PhysicalName = { readonly name: string; readonly ref: string; readonly arn: string };

/** The names that CloudFormation would give to one resource. `property` reads a property that is already resolved. */
export function physicalNameOf(
  resource: Resource,
  fallback: string,
  property: (name: string) => unknown,
): PhysicalName {
  const naming = namings[resource.Type] ?? { arnOf: (name: string) => arn('local', name) };
  const chosen = naming.property === undefined ? undefined : property(naming.property);
  const name = typeof chosen === 'string' ? chosen : fallback;
  const arnHere = naming.arnOf(name);
  return {
    name,
    arn: arnHere,
    ref: resource.Type === 'AWS::SecretsManager::Secret' ? arnHere : name,
  };
}
