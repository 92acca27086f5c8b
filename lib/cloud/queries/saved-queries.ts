import { CfnQueryDefinition, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { CompleteEnvironment } from '../environments/defaults.ts';
import type { OperationFunction } from '../operation-function.ts';
import { queryIds, queryOf, textOf, type Query } from './queries.ts';

export type SavedQueriesProps = {
  readonly environment: Pick<CompleteEnvironment, 'stackName'>;
  /** The functions that the stack has. */
  readonly operations: readonly OperationFunction[];
  readonly accessLog: ILogGroup;
};

const logGroupsOf = ({ from }: Query, props: SavedQueriesProps): readonly ILogGroup[] =>
  from === 'access log'
    ? [props.accessLog]
    : props.operations
        .filter(({ effect }) => from.includes(effect))
        .map(({ lambda }) => lambda.logGroup);

/** The queries of {@link queryIds} in CloudWatch, each in the folder of its stack and with that stack's logs chosen. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, props: SavedQueriesProps) {
    super(scope, id);
    for (const query of queryIds) {
      new CfnQueryDefinition(this, query, {
        // What stands before a slash is a folder.
        name: `${props.environment.stackName}/${queryOf(query).title}`,
        queryString: textOf(query),
        logGroupNames: logGroupsOf(queryOf(query), props).map(({ logGroupName }) => logGroupName),
      });
    }
  }
}
