import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
  type GlobalSecondaryIndexProps,
  type ITable,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant, PolicyDocument, type Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  indexes,
  tableKey,
  timeToLive,
  type Index,
} from '../../../functions/ledger/table/schema.ts';
import type { EncryptionKey } from './encryption-key.ts';
import type { Grantor, OperationFunction, Permission } from '../operation-function.ts';
import {
  itemDeletions,
  itemReadsAndWrites,
  tableGrants,
  type TableStatement,
} from '../permissions.ts';
import { Readers, refuseAll } from './resource-policies.ts';

export type LedgerTableProps = {
  /** @default - the account's key for DynamoDB, which AWS manages. */
  readonly key?: EncryptionKey | undefined;
  /** @default - no other table is in use than the one that is made here. */
  readonly restoredTable?: string | undefined;
  /** Whether the stack has no table of its own. @default false */
  readonly leaveOut?: boolean | undefined;
  /** The stream of the other table. @default - it has none. */
  readonly restoredStream?: string | undefined;
  /** ARNs of the roles that may read and write it besides functions. @default - every role that has the right. */
  readonly operators?: readonly string[] | undefined;
};

const types = { S: AttributeType.STRING, N: AttributeType.NUMBER } as const;

function indexProps(
  indexName: string,
  { partition, sort, holds }: Index,
): GlobalSecondaryIndexProps {
  return {
    indexName,
    partitionKey: { name: partition.name, type: types[partition.type] },
    sortKey: { name: sort.name, type: types[sort.type] },
    ...(holds.length === 0
      ? { projectionType: ProjectionType.KEYS_ONLY }
      : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...holds] }),
  };
}

/** A key that a request names must be one of those that are said; a request that names none is refused by the table. */
const permissionOn = (resource: string, { actions, keys }: TableStatement): Permission => ({
  actions,
  resource,
  ...(keys && {
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
  }),
});

type TableInUse = Pick<ITable, 'tableName' | 'tableArn'>;

/** @throws Error where there would be none */
function tableInUse(
  scope: Construct,
  restored: string | undefined,
  own: TableInUse | undefined,
): TableInUse {
  if (restored !== undefined) return Table.fromTableName(scope, 'Restored', restored);
  if (own === undefined) {
    throw new Error('leaveTable leaves no table. Say in ledgerTableName which one is used.');
  }
  return own;
}

/**
 * The ledger: what was claimed, what came of it, and what providers told. All access is by key, one item at a time.
 *
 * If it is lost, the next retry of anything is charged again. Therefore it can be restored to any second of the last 35 days,
 * refuses to be deleted, and stays when the stack goes. functions/ledger/table/schema.ts has its attributes and indexes.
 */
export class LedgerTable extends Construct implements Grantor {
  /** The one that the functions use: the stack's own, or the one that it was restored to. */
  readonly inUse: TableInUse;
  /** What is written to it, in order, for a day; undefined where nobody said where that of another table is. */
  readonly streamArn: string | undefined;
  readonly #key: EncryptionKey | undefined;
  readonly #readers: Readers;

  constructor(
    scope: Construct,
    id: string,
    { key, restoredTable, restoredStream, leaveOut, operators }: LedgerTableProps = {},
  ) {
    super(scope, id);
    this.#key = key;
    this.#readers = new Readers(operators);
    const table = leaveOut === true ? undefined : this.#make(key);
    this.inUse = tableInUse(this, restoredTable, table);
    this.streamArn = restoredTable === undefined ? table?.tableStreamArn : restoredStream;
  }

  #make(key: EncryptionKey | undefined): Table {
    const table = new Table(this, 'Table', {
      partitionKey: { name: tableKey.partition, type: AttributeType.STRING },
      sortKey: { name: tableKey.sort, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      // What an item is now: it holds what goes out.
      stream: StreamViewType.NEW_IMAGE,
      // Only completed records carry it: what is open is never forgotten.
      timeToLiveAttribute: timeToLive,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: 35,
      },
      deletionProtection: true,
      resourcePolicy: new PolicyDocument({
        statements: [
          refuseAll('NothingIsForgotten', itemDeletions),
          ...this.#readers.statements(itemReadsAndWrites),
        ],
      }),
      removalPolicy: RemovalPolicy.RETAIN,
      ...(key
        ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }
        : { encryption: TableEncryption.AWS_MANAGED }),
    });
    for (const [name, index] of Object.entries(indexes)) {
      table.addGlobalSecondaryIndex(indexProps(name, index));
    }
    return table;
  }

  /** Lets something follow the stream. */
  grantStreamTo(role: Role): void {
    if (this.streamArn === undefined) return;
    const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
    Grant.addToPrincipal({
      grantee: role,
      actions: actions.map((action) => `dynamodb:${action}`),
      resourceArns: [this.streamArn],
    });
    this.#key?.letDecrypt(role, 'dynamodb');
  }

  /** Rights on the table alone: CDK's own grants would add its indexes. */
  grantTo(operation: OperationFunction): void {
    const grant = tableGrants[operation.effect];
    if (!grant) return;
    this.#readers.add(operation);
    const { keyActions, indexes: queried = [], reads, writes } = grant;
    operation.set('LEDGER_TABLE', this.inUse.tableName);
    for (const statement of writes === undefined ? [reads] : [reads, writes]) {
      operation.permit(permissionOn(this.inUse.tableArn, statement));
    }
    for (const index of queried) {
      const resource = `${this.inUse.tableArn}/index/${index}`;
      operation.permit({ actions: ['dynamodb:Query'], resource });
    }
    this.#key?.grantTo(operation, { service: 'dynamodb', actions: keyActions });
  }
}
