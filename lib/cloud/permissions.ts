import type { Effect } from '../../functions/operations.ts';
import { indexes, type IndexName } from '../../functions/ledger/table/schema.ts';

/*
 * What the functions of each effect may do, written down once. Each construct grants its own part: it hands a function
 * the name of the resource and exactly these actions.
 */

/** What one effect may do to the table. */
export type TableGrant = {
  readonly reads: TableStatement;
  readonly writes?: TableStatement;
  readonly keyActions: readonly `kms:${string}`[];
  /** Indexes that may be queried. */
  readonly indexes?: readonly IndexName[];
};

/** Actions on the table. */
export type TableStatement = {
  readonly actions: readonly `dynamodb:${string}`[];
  /** Beginnings of the keys that they may name, with a `*` behind them, or whole keys. @default - any key. */
  readonly keys?: readonly string[];
};

const get: TableStatement = { actions: ['dynamodb:GetItem'] };

/** An operation's record. Every operation's id begins so. */
const operationKeys = ['op_*'];

/** What a provider told, payments, sessions, findings, and how far lists were read. */
const inboxKeys = ['EVT#*', 'PAY#*', 'SES#*', 'FINDING#*', 'INBOX'];

/** What reconciliation found, and how far it has come. */
const reconciliationKeys = ['RECONCILIATION', 'RECONCILIATION#*'];

/** What was sent to the merchant's end points, and how each of them is. */
const deliveryKeys = ['DLV#*', 'ENDPOINT#*'];

const readKey = ['kms:Decrypt', 'kms:DescribeKey'] as const;

/** Spelt out where AWS's documents write `kms:ReEncrypt*` and `kms:GenerateDataKey*`. */
const writeKey = [
  ...readKey,
  'kms:Encrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
] as const;

/**
 * The table. Never Delete, Scan or a batch: nothing forgets a claim, nothing reads everybody's payments, and every write
 * carries a condition, which a batch cannot. No function writes a setting: that after a restore is a person's.
 */
export const tableGrants: Readonly<Record<Effect, TableGrant | undefined>> = {
  mutation: {
    reads: get,
    writes: { actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'], keys: operationKeys },
    indexes: ['by-order'],
    keyActions: writeKey,
  },
  'record-read': {
    reads: get,
    indexes: ['by-resource', 'by-order'],
    keyActions: readKey,
  },
  inbox: {
    reads: get,
    writes: { actions: ['dynamodb:UpdateItem'], keys: [...operationKeys, ...inboxKeys] },
    indexes: ['by-resource'],
    keyActions: writeKey,
  },
  // One fixed key, under which no operation can be stored: health asks whether the table answers, not what it holds.
  health: {
    reads: { actions: ['dynamodb:GetItem'], keys: ['HEALTH'] },
    keyActions: readKey,
  },
  background: {
    reads: get,
    writes: {
      actions: ['dynamodb:UpdateItem'],
      keys: [...operationKeys, ...inboxKeys, ...reconciliationKeys],
    },
    indexes: Object.keys(indexes) as IndexName[],
    keyActions: writeKey,
  },
  delivery: {
    reads: {
      actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
      keys: deliveryKeys,
    },
    indexes: ['todo'],
    keyActions: writeKey,
  },
  read: undefined,
  canary: undefined,
  authorizer: undefined,
};

/** What would make the ledger forget a claim. Nobody does it; time to live is DynamoDB's own doing. */
export const itemDeletions = [
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:PartiQLDelete',
];

/** What shows payments or changes them. Backups and restores are not of it. */
export const itemReadsAndWrites = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:ExportTableToPointInTime',
  'dynamodb:GetItem',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLSelect',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:UpdateItem',
];

/** What shows a secret's value or gives it another one, by its version. CloudFormation needs neither. */
export const secretReadsAndWrites = [
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'secretsmanager:PutSecretValue',
];

/** Whose provider secrets a function may read: none, that of its own provider, or all. */
export const providerSecrets: Readonly<Record<Effect, 'none' | 'own' | 'all'>> = {
  read: 'own',
  mutation: 'own',
  'record-read': 'none',
  inbox: 'own',
  background: 'all',
  health: 'all',
  delivery: 'none',
  canary: 'none',
  authorizer: 'none',
};

/** Who may read the secret with the namespace and the fingerprint keys. */
export const readsLedgerSecret = (effect: Effect): boolean => effect === 'mutation';

/** Who may read the callers and the hashes of their keys. */
export const readsCallers = (effect: Effect): boolean => effect === 'authorizer';

/** Who may read what the canary's key is made of: who sends it, and who knows it by it. */
export const readsCanary = (effect: Effect): boolean =>
  effect === 'canary' || effect === 'authorizer';

/** Who may read what deliveries are signed with. */
export const readsEndpoints = (effect: Effect): boolean => effect === 'delivery';

/** A setting that is no resource. */
export type PlainSetting = 'MODE' | 'CARD_DATA' | 'METRICS_NAMESPACE';

/** Which of the settings that are no resource a function reads. */
export const plainSettings: Readonly<Record<Effect, readonly PlainSetting[]>> = {
  mutation: ['MODE', 'CARD_DATA', 'METRICS_NAMESPACE'],
  read: ['MODE', 'METRICS_NAMESPACE'],
  'record-read': ['METRICS_NAMESPACE'],
  inbox: ['MODE', 'METRICS_NAMESPACE'],
  health: ['MODE', 'METRICS_NAMESPACE'],
  background: ['MODE', 'METRICS_NAMESPACE'],
  delivery: ['METRICS_NAMESPACE'],
  canary: ['MODE', 'METRICS_NAMESPACE'],
  authorizer: ['MODE', 'METRICS_NAMESPACE'],
};
