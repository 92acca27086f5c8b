import { eventRulesFrom, type LocalEventRule } from './events/event-rules.ts';
import { functionFrom, type LocalFunction } from './functions.ts';
import { pipeFrom, type LocalPipe } from './events/pipes.ts';
import { readResources } from './resources.ts';
import { readRestApi, type RestApi } from './rest-api.ts';
import { schedulesFrom, type LocalSchedule } from './schedules.ts';
import { secretFrom, type LocalSecret } from './secrets.ts';
import { tableFrom, type LocalTable } from './tables.ts';

/** Everything of a synthesized stack that runs on this machine. */
export type LocalTemplate = {
  readonly restApi: RestApi;
  readonly functions: readonly LocalFunction[];
  readonly tables: readonly LocalTable[];
  readonly secrets: readonly LocalSecret[];
  readonly schedules: readonly LocalSchedule[];
  readonly pipes: readonly LocalPipe[];
  readonly eventRules: readonly LocalEventRule[];
};

/**
 * Reads what CDK synthesized into `directory`, with every name and ARN as this machine has it.
 *
 * @throws Error when the template uses something that the local host does not know.
 */
export function readTemplate(directory: string): LocalTemplate {
  const ofType = readResources(directory);
  const functions = ofType('AWS::Lambda::Function').flatMap((lambda) =>
    functionFrom(lambda, directory),
  );
  return {
    functions,
    restApi: readRestApi(ofType, functions),
    tables: ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(tableFrom),
    secrets: ofType('AWS::SecretsManager::Secret').map(secretFrom),
    schedules: ofType('AWS::Events::Rule').flatMap((rule) => schedulesFrom(rule, functions)),
    pipes: ofType('AWS::Pipes::Pipe').map((pipe) => pipeFrom(pipe, ofType)),
    eventRules: ofType('AWS::Events::Rule').flatMap((rule) => eventRulesFrom(rule, functions)),
  };
}
