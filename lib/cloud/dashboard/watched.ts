import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { providerOf } from '../../../functions/operations.ts';
import type { CompleteEnvironment } from '../environments/defaults.ts';
import type { OperationFunction } from '../operation-function.ts';

/** What a dashboard shows: the parts of one stack. */
export type Watched = {
  readonly environment: CompleteEnvironment;
  /** The functions that the stack has, in the order of the table. */
  readonly operations: readonly OperationFunction[];
  /** Name of the ledger's table that is in use. */
  readonly tableName: string;
  readonly stage: Stage;
  /** Starts of scheduled functions that failed. */
  readonly deadLetters: IQueue;
  /** Those whose state is shown first. @default - none. */
  readonly alarms?: readonly IAlarm[];
};

/** The providers whose operations the stack has. */
export const providersIn = ({ operations }: Watched): readonly string[] => [
  ...new Set(
    operations
      .map(({ operationId }) => providerOf(operationId))
      .filter((name) => name !== undefined),
  ),
];
