import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { operationIds, providerOf, type OperationId } from '../../functions/operations.ts';
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

/** The providers that an environment names; all of them where it names none. @throws Error for a name that is none's */
function servedOf(
  { providers: names }: Environment,
  providers: readonly Provider[],
): readonly Provider[] {
  const unknown = names?.find((name) => providers.every((each) => each.name !== name));
  if (unknown !== undefined) throw new Error(`There is no provider ${unknown}.`);
  return providers.filter(({ name }) => names?.includes(name) ?? true);
}

/** Whether an operation is of one of the providers, or the gateway's own. */
const isServedBy =
  (providers: readonly Provider[]) =>
  (operation: OperationId): boolean => {
    const of = providerOf(operation);
    return of === undefined || providers.some(({ name }) => name === of);
  };

/** The whole gateway in one account and region. Composes only: what things are is told in their own files. */
export class PaymentsStack extends Stack {
  constructor(scope: Construct, id: string, props: PaymentsStackProps) {
    const environment = { ...defaults, ...props.environment };
    super(scope, id, {
      stackName: environment.stackName,
      description: `Payment gateway, ${environment.mode} mode.`,
      env: environment,
      // Not by a slip of a hand: first it has to be switched off.
      terminationProtection: environment.mode === 'live',
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
    const providers = servedOf(environment, props.providers);
    const secrets = providers.map(
      (provider) =>
        new ProviderSecret(this, `Provider.${provider.name}`, {
          provider,
          version: environment.providerVersions?.[provider.name],
          key,
        }),
    );
    const grantors: Grantor[] = [
      ledger,
      new LedgerSecret(this, 'LedgerSecret', { key, arnInUse: environment.ledgerSecretArn }),
      callers,
      ...secrets,
    ];

    const functions = operationIds.filter(isServedBy(providers)).map((operation) => {
      const bundle = props.bundles[operation];
      return [operation, new OperationFunction(this, operation, { bundle, environment })] as const;
    });
    const operations = Object.fromEntries(functions) as Record<OperationId, OperationFunction>;
    const authorizer = operations['gateway.authorize'];
    const schedules = new Schedules(this, 'Schedules');
    const restApi = new GatewayApi(this, 'RestApi', {
      environment,
      authorizer,
      providers,
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
