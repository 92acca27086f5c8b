import type { Effect } from '../../../functions/operations.ts';

/** What the documents promise of the template, written out by hand: nothing here is derived from the code under test. */

/** Where each provider is reached, by its name. */
const origins: Readonly<Record<string, string>> = {
  komoju: 'https://komoju.com',
  coiney: 'https://api.coiney.io',
};

const providers = Object.keys(origins);

/** What a person has to fill in for each provider after the first deployment. */
export const secretOutputs = ['KomojuSecretArn', 'CoineySecretArn'];

const itsLog = 'logs:CreateLogStream logs:PutLogEvents on its log';

const itsOwn = ['xray:PutTelemetryRecords xray:PutTraceSegments on *', itsLog];

const secretOf = (provider: string): string =>
  `secretsmanager:GetSecretValue on Provider.${provider}`;

const getItem = 'dynamodb:GetItem on LedgerTable/Table';

/** Which keys may be named. */
const ifKeys = (...keys: readonly string[]): string =>
  `if ${JSON.stringify({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } })}`;

const inbox = ['EVT#*', 'PAY#*', 'SES#*', 'FINDING#*', 'INBOX'];

/** What a function may do, by its effect; `provider` is that of its operation. */
export const permissions: Record<Effect, (provider: string) => readonly string[]> = {
  mutation: (provider) => [
    ...itsOwn,
    getItem,
    `dynamodb:PutItem dynamodb:UpdateItem on LedgerTable/Table ${ifKeys('op_*')}`,
    'dynamodb:Query on LedgerTable/Table/index/by-order',
    'secretsmanager:GetSecretValue on LedgerSecret',
    secretOf(provider),
  ],
  read: (provider) => [...itsOwn, secretOf(provider)],
  'record-read': () => [
    ...itsOwn,
    getItem,
    'dynamodb:Query on LedgerTable/Table/index/by-resource',
    'dynamodb:Query on LedgerTable/Table/index/by-order',
  ],
  inbox: (provider) => [
    ...itsOwn,
    getItem,
    `dynamodb:UpdateItem on LedgerTable/Table ${ifKeys('op_*', ...inbox)}`,
    'dynamodb:Query on LedgerTable/Table/index/by-resource',
    secretOf(provider),
  ],
  background: () => [
    itsLog,
    getItem,
    `dynamodb:UpdateItem on LedgerTable/Table ${ifKeys('op_*', ...inbox, 'RECONCILIATION', 'RECONCILIATION#*')}`,
    'dynamodb:Query on LedgerTable/Table/index/open',
    'dynamodb:Query on LedgerTable/Table/index/completed',
    'dynamodb:Query on LedgerTable/Table/index/by-resource',
    'dynamodb:Query on LedgerTable/Table/index/by-order',
    'dynamodb:Query on LedgerTable/Table/index/todo',
    'sqs:SendMessage on Schedules/DeadLetters',
    ...providers.map(secretOf),
  ],
  health: () => [
    ...itsOwn,
    `dynamodb:GetItem on LedgerTable/Table ${ifKeys('HEALTH')}`,
    ...providers.map(secretOf),
  ],
  delivery: () => [
    itsLog,
    `dynamodb:GetItem dynamodb:Query dynamodb:UpdateItem on LedgerTable/Table ${ifKeys('DLV#*', 'ENDPOINT#*')}`,
    'dynamodb:Query on LedgerTable/Table/index/todo',
    'secretsmanager:GetSecretValue on Endpoints/shop/Secret',
    'sqs:SendMessage on Schedules/DeadLetters',
  ],
  canary: () => [
    itsLog,
    'sqs:SendMessage on Schedules/DeadLetters',
    'secretsmanager:GetSecretValue on Canary',
  ],
  authorizer: () => [
    ...itsOwn,
    'secretsmanager:GetSecretValue on Callers',
    'secretsmanager:GetSecretValue on Canary',
  ],
};

const throughSecrets = `if {"StringEquals":{"kms:ViaService":"secretsmanager.eu-central-1.amazonaws.com"}}`;
const throughTable = `if {"StringEquals":{"kms:ViaService":"dynamodb.eu-central-1.amazonaws.com"}}`;
const openSecret = `kms:Decrypt on EncryptionKey ${throughSecrets}`;

const writeTable =
  'kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext ' +
  `kms:ReEncryptFrom kms:ReEncryptTo on EncryptionKey ${throughTable}`;

/** What comes on top where the stack has a key of its own, in eu-central-1. */
export const keyPermissions: Record<Effect, readonly string[]> = {
  mutation: [writeTable, openSecret],
  background: [writeTable, openSecret],
  inbox: [writeTable, openSecret],
  read: [openSecret],
  'record-read': [`kms:Decrypt kms:DescribeKey on EncryptionKey ${throughTable}`],
  health: [`kms:Decrypt kms:DescribeKey on EncryptionKey ${throughTable}`, openSecret],
  delivery: [writeTable, openSecret],
  canary: [openSecret],
  authorizer: [openSecret],
};

const settingsOf = (provider: string): Record<string, string> => ({
  [`${provider.toUpperCase()}_SECRET`]: `Provider.${provider}`,
  [`${provider.toUpperCase()}_ORIGIN`]: origins[provider] ?? '',
});

const ofEveryProvider = (): Record<string, string> =>
  Object.fromEntries([
    ['LEDGER_TABLE', 'LedgerTable/Table'],
    ...providers.flatMap((provider) => Object.entries(settingsOf(provider))),
  ]);

/** The UUID at the end of the ARN of the stack: no other stack has it. */
const usageKey = { 'Fn::Select': [2, { 'Fn::Split': ['/', 'AWS::StackId'] }] };

const namespace = { METRICS_NAMESPACE: 'PaymentGateway/a-gateway' };

/** What a function is told, by its effect; `provider` is that of its operation. */
export const variables: Record<Effect, (provider: string) => Readonly<Record<string, unknown>>> = {
  mutation: (provider) => ({
    MODE: 'test',
    CARD_DATA: 'tokens-only',
    ...namespace,
    LEDGER_TABLE: 'LedgerTable/Table',
    LEDGER_SECRET: 'LedgerSecret',
    ...settingsOf(provider),
  }),
  read: (provider) => ({ MODE: 'test', ...namespace, ...settingsOf(provider) }),
  'record-read': () => ({ ...namespace, LEDGER_TABLE: 'LedgerTable/Table' }),
  inbox: (provider) => ({
    MODE: 'test',
    ...namespace,
    LEDGER_TABLE: 'LedgerTable/Table',
    ...settingsOf(provider),
  }),
  background: () => ({ MODE: 'test', ...namespace, ...ofEveryProvider() }),
  health: () => ({ MODE: 'test', ...namespace, ...ofEveryProvider() }),
  delivery: () => ({
    ...namespace,
    LEDGER_TABLE: 'LedgerTable/Table',
    EVENT_NETWORK: 'public',
    EVENT_ENDPOINTS:
      '[{"name":"shop","url":"https://shop.example.com/webhooks","secretArn":"Endpoints/shop/Secret"}]',
  }),
  canary: () => ({
    MODE: 'test',
    ...namespace,
    CANARY_SECRET: 'Canary',
    CANARY_TRIALS: 'komoju',
    GATEWAY_URL:
      'https://RestApi/Api.execute-api.ap-northeast-1.AWS::URLSuffix/RestApi/Api/DeploymentStage.test',
  }),
  authorizer: () => ({
    MODE: 'test',
    ...namespace,
    CALLERS_SECRET: 'Callers',
    CANARY_SECRET: 'Canary',
    CANARY_SCOPES: 'gateway.health komoju.payment.create komoju.payment.cancel',
    USAGE_KEY: usageKey,
  }),
};

/** What the secret of each provider is born with, and the canary's. */
export const bornSecrets = {
  'Endpoints/shop/Secret': {
    GenerateSecretString: {
      ExcludePunctuation: true,
      GenerateStringKey: 'secret',
      PasswordLength: 40,
      SecretStringTemplate: '{}',
    },
  },
  Canary: {
    GenerateSecretString: {
      ExcludePunctuation: true,
      GenerateStringKey: 'random',
      PasswordLength: 22,
      SecretStringTemplate: '{"caller":"canary"}',
    },
  },
  ...Object.fromEntries(
    providers.map((provider) => [
      `Provider.${provider}`,
      {
        GenerateSecretString: {
          ExcludePunctuation: true,
          GenerateStringKey: 'webhookToken',
          PasswordLength: 43,
          SecretStringTemplate: '{"account":"main","secretKey":"","webhookSecret":""}',
        },
      },
    ]),
  ),
};
