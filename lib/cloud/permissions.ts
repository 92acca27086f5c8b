import type { Effect } from '../../functions/operations.ts';
import { indexes, type IndexName } from '../../functions/ledger/table/schema.ts';

/*
 * What the functions of each effect may do, written down once. Each construct grants its own part: it hands a function
 * the name of the resource and exactly these actions.
 */

/** What one effect may do to the table. */
export type TableGrant = {
  readonly actions: readonly `dynamodb:${string}`[];
  readonly keyActions: readonly `kms:${string}`[];
  /** Indexes that may be queried. */
  readonly indexes?: readonly IndexName[];
  readonly conditions?: Record<string, Record<string, string | readonly string[]>>;
};

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
 * carries a condition, which a batch cannot.
 */
export const tableGrants: Readonly<Record<Effect, TableGrant | undefined>> = {
  mutation: {
    actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:GetItem'],
    indexes: ['by-order'],
    keyActions: writeKey,
  },
  'record-read': {
    actions: ['dynamodb:GetItem'],
    indexes: ['by-resource', 'by-order'],
    keyActions: readKey,
  },
  inbox: {
    actions: ['dynamodb:UpdateItem', 'dynamodb:GetItem'],
    indexes: ['by-resource'],
    keyActions: writeKey,
  },
  // One fixed key, under which no operation can be stored: health asks whether the table answers, not what it holds.
  health: {
    actions: ['dynamodb:GetItem'],
    conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['HEALTH'] } },
    keyActions: readKey,
  },
  background: {
    actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
    indexes: Object.keys(indexes) as IndexName[],
    keyActions: writeKey,
  },
  read: undefined,
  authorizer: undefined,
};

/** Whose provider secrets a function may read: none, that of its own provider, or all. */
export const providerSecrets: Readonly<Record<Effect, 'none' | 'own' | 'all'>> = {
  read: 'own',
  mutation: 'own',
  'record-read': 'none',
  inbox: 'own',
  background: 'all',
  health: 'all',
  authorizer: 'none',
};

/** Who may read the secret with the namespace and the fingerprint keys. */
export const readsLedgerSecret = (effect: Effect): boolean => effect === 'mutation';

/** Who may read the callers and the hashes of their keys. */
export const readsCallers = (effect: Effect): boolean => effect === 'authorizer';

/** Which of the settings that are no resource a function reads. */
export const plainSettings: Readonly<Record<Effect, readonly ('MODE' | 'CARD_DATA')[]>> = {
  mutation: ['MODE', 'CARD_DATA'],
  read: [],
  'record-read': [],
  inbox: ['MODE'],
  health: [],
  background: ['MODE'],
  authorizer: ['MODE'],
};
