import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  Table,
  TableEncryption,
  type ITable,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Effect } from '../../functions/operations.ts';
import type { EncryptionKey } from './encryption-key.ts';
import type { Lender, OperationFunction, Permission } from './operation-function.ts';

type Loan = Omit<Permission, 'resource'> & {
  readonly keyActions: readonly `kms:${string}`[];
  /** Names of the indexes that may be queried. */
  readonly indexes?: readonly string[];
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
 * What each effect may do to the table. Never Delete, Scan or a batch: nothing forgets a claim, nothing reads
 * everybody's payments, and every write carries a condition, which a batch cannot.
 */
const loans: Record<Effect, Loan | undefined> = {
  once: {
    actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:GetItem'],
    keyActions: writeKey,
  },
  look: { actions: ['dynamodb:GetItem'], keyActions: readKey },
  // One fixed key, under which no operation can be stored: health asks whether the table answers, not what it holds.
  probe: {
    actions: ['dynamodb:GetItem'],
    conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['HEALTH'] } },
    keyActions: readKey,
  },
  repair: {
    actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
    indexes: ['open', 'settled', 'by-payment'],
    keyActions: writeKey,
  },
  read: undefined,
  none: undefined,
};

export type LedgerTableProps = {
  /** @default - the account's key for DynamoDB, which AWS manages. */
  readonly key?: EncryptionKey | undefined;
  /** @default - no other table is in use than the one that is made here. */
  readonly restoredTable?: string | undefined;
};

/**
 * The ledger: what was claimed, what came of it, and what providers told. All access is by key, one item at a time.
 *
 * Losing it means that the next retry of anything is charged again. Hence it can be restored to any second of the last
 * 35 days, refuses to be deleted, and stays when the stack goes. Attribute names are short because bytes cost.
 */
export class LedgerTable extends Construct implements Lender {
  /** The one that the functions use: the stack's own, or the one that it was restored to. */
  readonly inUse: Pick<ITable, 'tableName' | 'tableArn'>;
  readonly #key: EncryptionKey | undefined;

  constructor(scope: Construct, id: string, { key, restoredTable }: LedgerTableProps = {}) {
    super(scope, id);
    this.#key = key;
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      // Only settled records carry it: what is open is never forgotten.
      timeToLiveAttribute: 'ttl',
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: 35,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(key
        ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }
        : { encryption: TableEncryption.AWS_MANAGED }),
    });
    // Sparse: only open operations have `pend`, so it costs nothing when nothing is open.
    table.addGlobalSecondaryIndex({
      indexName: 'open',
      partitionKey: { name: 'pend', type: AttributeType.NUMBER },
      sortKey: { name: 'readAt', type: AttributeType.NUMBER },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    // What was settled when: `ttl` is always 90 days after that. The audit goes through it.
    table.addGlobalSecondaryIndex({
      indexName: 'settled',
      partitionKey: { name: 'done', type: AttributeType.NUMBER },
      sortKey: { name: 'ttl', type: AttributeType.NUMBER },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['op'],
    });
    // Never the provider's answer: personal data stays in one attribute of one item, where it can be erased.
    table.addGlobalSecondaryIndex({
      indexName: 'by-payment',
      partitionKey: { name: 'pay', type: AttributeType.STRING },
      sortKey: { name: 'at', type: AttributeType.NUMBER },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['op', 'caller', 'st', 'event'],
    });
    this.inUse =
      restoredTable === undefined ? table : Table.fromTableName(this, 'Restored', restoredTable);
  }

  /** Rights on the table alone: CDK's own grants would add its indexes. */
  lendTo(operation: OperationFunction): void {
    const loan = loans[operation.effect];
    if (!loan) return;
    const { keyActions, indexes = [], ...permission } = loan;
    operation.set('LEDGER_TABLE', this.inUse.tableName);
    operation.permit({ ...permission, resource: this.inUse.tableArn });
    for (const index of indexes) {
      const resource = `${this.inUse.tableArn}/index/${index}`;
      operation.permit({ actions: ['dynamodb:Query'], resource });
    }
    this.#key?.lendTo(operation, { service: 'dynamodb', actions: keyActions });
  }
}
