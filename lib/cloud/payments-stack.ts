import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { operationIds, type OperationId } from '../../functions/operations.ts';
import type { Provider } from '../../functions/providers/provider.ts';
import { Callers } from './callers.ts';
import { EncryptionKey } from './encryption-key.ts';
import { defaults, type Environment } from './environments.ts';
import { GatewayApi } from './rest-api.ts';
import { LedgerSecret } from './ledger-secret.ts';
import { LedgerTable } from './ledger-table.ts';
import { OperationFunction, type Grantor } from './operation-function.ts';
import { ProviderSecret } from './provider-secret.ts';
import { Schedules } from './schedules.ts';

export type PaymentsStackProps = StackProps & {
  readonly environment: Environment;
  /** Directory of each operation's bundle. */
  readonly bundles: Readonly<Record<OperationId, string>>;
  /** Every provider that has a row. */
  readonly providers: readonly Provider[];
};

/**
 * CDK's settings that change the template. Set here rather than in cdk.json, so that `cdk synth`, the local system and
 * the tests synthesize the same one.
 */
const context = {
  /** The local system reads from the path of a function which operation it serves. */
  'aws:cdk:enable-path-metadata': true,
  /** A changed authorizer is deployed; without this the stage would keep the old one. */
  '@aws-cdk/aws-apigateway:authorizerChangeDeploymentLogicalId': true,
};

/** The whole gateway in one account and region. Composes only: what things are is told in their own files. */
export class PaymentsStack extends Stack {
  constructor(scope: Construct, id: string, props: PaymentsStackProps) {
    const environment = { ...defaults, ...props.environment };
    super(scope, id, {
      stackName: environment.stackName,
      description: `Payment gateway, ${environment.mode} mode.`,
      env: environment,
      analyticsReporting: false,
      ...props,
    });
    for (const [name, value] of Object.entries(context)) this.node.setContext(name, value);

    const key = environment.customerManagedKey
      ? new EncryptionKey(this, 'EncryptionKey')
      : undefined;
    const ledger = new LedgerTable(this, 'LedgerTable', {
      key,
      restoredTable: environment.ledgerTableName,
    });
    const callers = new Callers(this, 'Callers', { key });
    const secrets = props.providers.map(
      (provider) =>
        new ProviderSecret(this, `Provider.${provider.name}`, {
          provider,
          version: environment.providerVersions?.[provider.name],
          key,
        }),
    );
    const grantors: Grantor[] = [
      ledger,
      new LedgerSecret(this, 'LedgerSecret', { key }),
      callers,
      ...secrets,
    ];

    const functions = operationIds.map((operation) => {
      const bundle = props.bundles[operation];
      return [operation, new OperationFunction(this, operation, { bundle, environment })] as const;
    });
    const operations = Object.fromEntries(functions) as Record<OperationId, OperationFunction>;
    const authorizer = operations['gateway.authorize'];
    const schedules = new Schedules(this, 'Schedules');
    const restApi = new GatewayApi(this, 'RestApi', {
      environment,
      authorizer,
      providers: props.providers,
    });
    for (const operation of Object.values(operations)) {
      for (const grantor of grantors) grantor.grantTo(operation);
      restApi.open(operation);
      schedules.start(operation);
    }

    const outputs = {
      BaseUrl: restApi.url,
      LedgerTableName: ledger.inUse.tableName,
      CallersSecretArn: callers.secretArn,
      ...Object.fromEntries(secrets.map((secret) => [secret.outputName, secret.secretArn])),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
