import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readApi, type Api } from './rest-api.ts';
import { createResolver, type Resolver } from './intrinsics.ts';
import type { Resource } from './physical-name.ts';

/** One Lambda of the template, with what is needed to run it. */
export type LocalFunction = {
  readonly operation: string;
  readonly name: string;
  readonly arn: string;
  readonly directory: string;
  /** `index.handler`: the file without its ending, and the name of its export. */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly variables: Readonly<Record<string, string>>;
};

/** A table as `CreateTable` takes it. */
export type LocalTable = {
  readonly name: string;
  /** The attributes of the primary key. */
  readonly keyNames: string[];
  readonly create: Readonly<Record<string, unknown>>;
  readonly timeToLive?: string | undefined;
};

/** What starts a function by itself. */
export type LocalSchedule = { readonly operation: string; readonly everyMs: number };

export type LocalSecret = {
  readonly name: string;
  readonly arn: string;
  readonly value?: string | undefined;
  readonly generate?: z.infer<typeof Generate> | undefined;
};

/** Everything of a synthesized stack that runs on this machine. */
export type LocalTemplate = Api & {
  readonly functions: readonly LocalFunction[];
  readonly tables: readonly LocalTable[];
  readonly secrets: readonly LocalSecret[];
  readonly schedules: readonly LocalSchedule[];
};

export type ResolvedResource = {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly ref: string;
  readonly arn: string;
  readonly path: string;
  readonly properties: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
};

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.object({ templateFile: z.string().optional() }).optional(),
    }),
  ),
});

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).optional(),
      Metadata: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

const Lambda = z.object({
  Handler: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
});

const Index = z.object({
  IndexName: z.string(),
  KeySchema: z.array(z.unknown()),
  Projection: z.unknown(),
});

const Table = z.object({
  AttributeDefinitions: z.array(z.unknown()),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
  GlobalSecondaryIndexes: z.array(Index).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional() }).optional(),
});

const Generate = z.object({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  PasswordLength: z.number().default(32),
  ExcludePunctuation: z.boolean().default(false),
  ExcludeCharacters: z.string().default(''),
});

const Secret = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: Generate.optional(),
});

const Rule = z.object({
  ScheduleExpression: z.string(),
  Targets: z.array(z.object({ Arn: z.string() })),
});

/**
 * Reads what CDK synthesized into `directory`, with every name and ARN as this machine has it.
 *
 * @throws Error when the template uses something that the local host does not know.
 */
export function readTemplate(directory: string): LocalTemplate {
  const manifest = Manifest.parse(readJson(join(directory, 'manifest.json')));
  const stacks = Object.entries(manifest.artifacts).filter(
    ([, artifact]) => artifact.type === 'aws:cloudformation:stack',
  );
  const [stackName, artifact] = stacks[0] ?? [];
  const file = artifact?.properties?.templateFile;
  if (stackName === undefined || file === undefined || stacks.length !== 1)
    throw new Error(`${directory} needs exactly one stack to run locally.`);

  const template = Template.parse(readJson(join(directory, file)));
  const resolver = createResolver(template.Resources, stackName);
  const ofType = (...types: string[]) =>
    Object.entries(template.Resources)
      .filter(([, resource]) => types.includes(resource.Type))
      .map(([id, resource]) => resolved(id, resource, resolver));
  const functions = ofType('AWS::Lambda::Function').flatMap((lambda) =>
    functionFrom(lambda, directory),
  );
  return {
    functions,
    ...readApi(ofType, functions),
    tables: ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(tableFrom),
    secrets: ofType('AWS::SecretsManager::Secret').map(secretFrom),
    schedules: ofType('AWS::Events::Rule').flatMap((rule) => schedulesFrom(rule, functions)),
  };
}

function resolved(id: string, resource: Resource, resolver: Resolver): ResolvedResource {
  const metadata = resource.Metadata ?? {};
  const path = metadata['aws:cdk:path'];
  return {
    id,
    type: resource.Type,
    ...resolver.nameOf(id),
    path: typeof path === 'string' ? path : '',
    // Code points at the asset bucket of a real account; here the asset's directory comes from the metadata.
    properties: resolver.resolve({ ...resource.Properties, Code: undefined, Role: undefined }),
    metadata,
  };
}

/** `<Stack>/<operation id>/Lambda/Resource` is one of ours; a Lambda that CDK brings along is not run. */
function functionFrom(lambda: ResolvedResource, directory: string): LocalFunction[] {
  const operation = /^[^/]+\/([^/]+)\/Lambda\/Resource$/.exec(lambda.path)?.[1];
  const asset = lambda.metadata['aws:asset:path'];
  if (operation === undefined || typeof asset !== 'string') return [];
  const properties = Lambda.parse(lambda.properties);
  return [
    {
      operation,
      name: lambda.name,
      arn: lambda.arn,
      directory: join(directory, asset),
      handler: properties.Handler,
      timeoutMs: properties.Timeout * 1000,
      memoryMb: properties.MemorySize,
      variables: properties.Environment?.Variables ?? {},
    },
  ];
}

function tableFrom({ name, properties }: ResolvedResource): LocalTable {
  const table = Table.parse(properties);
  const stream = table.StreamSpecification;
  return {
    name,
    keyNames: table.KeySchema.map(({ AttributeName }) => AttributeName),
    timeToLive: table.TimeToLiveSpecification?.AttributeName,
    create: {
      TableName: name,
      AttributeDefinitions: table.AttributeDefinitions,
      KeySchema: table.KeySchema,
      BillingMode: 'PAY_PER_REQUEST',
      ...(table.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: table.GlobalSecondaryIndexes }),
      ...(stream && { StreamSpecification: { StreamEnabled: true, ...stream } }),
    },
  };
}

function secretFrom({ name, arn, properties }: ResolvedResource): LocalSecret {
  const secret = Secret.parse(properties);
  return { name, arn, value: secret.SecretString, generate: secret.GenerateSecretString };
}

const unitsMs: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** @throws Error where a rule has another form than `rate(5 minutes)`, or starts what is no function here */
function schedulesFrom(
  { id, properties }: ResolvedResource,
  functions: readonly LocalFunction[],
): LocalSchedule[] {
  const rule = Rule.parse(properties);
  const [, count, unit = ''] = /^rate\((\d+) (\w+?)s?\)$/.exec(rule.ScheduleExpression) ?? [];
  const unitMs = unitsMs[unit];
  if (unitMs === undefined) throw new Error(`${id}: ${rule.ScheduleExpression} is not known here.`);
  return rule.Targets.map(({ Arn }) => {
    const target = functions.find(({ arn }) => arn === Arn);
    if (target === undefined) throw new Error(`${id} starts what is no function here.`);
    return { operation: target.operation, everyMs: Number(count) * unitMs };
  });
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
