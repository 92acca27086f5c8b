import type { Effect } from '../../functions/operations.ts';

/**
 * What the documents promise of the template, written out by hand: nothing here is derived from the code under test.
 * KOMOJU is the only provider so far.
 */

const itsOwn = [
  'xray:PutTraceSegments xray:PutTelemetryRecords on *',
  'logs:CreateLogStream logs:PutLogEvents on its log',
];

export const permissions: Record<Effect, readonly string[]> = {
  once: [
    ...itsOwn,
    'dynamodb:PutItem dynamodb:UpdateItem dynamodb:GetItem on LedgerTable/Table',
    'secretsmanager:GetSecretValue on LedgerSecret',
    'secretsmanager:GetSecretValue on Provider.komoju',
  ],
  read: [...itsOwn, 'secretsmanager:GetSecretValue on Provider.komoju'],
  look: [...itsOwn, 'dynamodb:GetItem on LedgerTable/Table'],
  probe: [
    ...itsOwn,
    'dynamodb:GetItem on LedgerTable/Table if {"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["HEALTH"]}}',
    'secretsmanager:GetSecretValue on Provider.komoju',
  ],
  none: [...itsOwn, 'secretsmanager:GetSecretValue on Callers'],
};

const throughSecrets = `if {"StringEquals":{"kms:ViaService":"secretsmanager.eu-central-1.amazonaws.com"}}`;
const throughTable = `if {"StringEquals":{"kms:ViaService":"dynamodb.eu-central-1.amazonaws.com"}}`;
const openSecret = `kms:Decrypt on EncryptionKey ${throughSecrets}`;

/** What comes on top where the stack has a key of its own, in eu-central-1. */
export const keyPermissions: Record<Effect, readonly string[]> = {
  once: [
    'kms:Decrypt kms:DescribeKey kms:Encrypt kms:ReEncryptFrom kms:ReEncryptTo kms:GenerateDataKey ' +
      `kms:GenerateDataKeyWithoutPlaintext on EncryptionKey ${throughTable}`,
    openSecret,
  ],
  read: [openSecret],
  look: [`kms:Decrypt kms:DescribeKey on EncryptionKey ${throughTable}`],
  probe: [`kms:Decrypt kms:DescribeKey on EncryptionKey ${throughTable}`, openSecret],
  none: [openSecret],
};

export const variables: Record<Effect, Readonly<Record<string, string>>> = {
  once: {
    MODE: 'test',
    CARD_DATA: 'tokens-only',
    LEDGER_TABLE: 'LedgerTable/Table',
    LEDGER_SECRET: 'LedgerSecret',
    KOMOJU_SECRET: 'Provider.komoju',
    KOMOJU_ORIGIN: 'https://komoju.com',
  },
  read: { KOMOJU_SECRET: 'Provider.komoju', KOMOJU_ORIGIN: 'https://komoju.com' },
  look: { LEDGER_TABLE: 'LedgerTable/Table' },
  probe: {
    LEDGER_TABLE: 'LedgerTable/Table',
    KOMOJU_SECRET: 'Provider.komoju',
    KOMOJU_ORIGIN: 'https://komoju.com',
  },
  none: { MODE: 'test', CALLERS_SECRET: 'Callers' },
};
