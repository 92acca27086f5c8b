import { readFileSync } from 'node:fs';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { operationIds, providerOf, rowOf, type OperationId } from '../../functions/operations.ts';
import type { Provider } from '../../functions/providers/provider.ts';
import { Alarms } from './alarms/alarms.ts';
import { canaryGrantor } from './canary.ts';
import { Backup } from './stores/backup.ts';
import { Events } from './events/bus.ts';
import { Endpoints } from './events/endpoints.ts';
import { Domain } from './domain/domain.ts';
import { GatewayDashboard } from './dashboard/dashboard.ts';
import { defaults, deploymentOf } from './environments/defaults.ts';
import type { Endpoint, Environment } from './environments/environment.ts';
import { GradualDeployment } from './gradual-deployment.ts';
import { GatewayApi } from './rest-api/rest-api.ts';
import { OperationFunction } from './operation-function.ts';
import { SavedQueries } from './queries/saved-queries.ts';
import { Schedules } from './schedules.ts';
import { makeStores } from './stores/stores.ts';
import { WebAcl, type WebAclProps } from './web-acl/web-acl.ts';

export type PaymentsStackProps = StackProps & {
  readonly environment: Environment;
  /** Directory of each operation's bundle. */
  readonly bundles: Readonly<Record<OperationId, string>>;
  /** Every provider that has a row. */
  readonly providers: readonly Provider[];
};

const { context: featureFlags } = JSON.parse(
  readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'),
) as { readonly context: Readonly<Record<string, unknown>> };

/**
 * CDK's settings that change the template. Only `cdk` reads cdk.json by itself; set here, they are the same for the local
 * system and the tests.
 */
const context = {
  ...featureFlags,
  /** The local system reads from the path of a function which operation it serves. */
  'aws:cdk:enable-path-metadata': true,
};

/** The providers that an environment names; all of them where it names none. @throws Error for a name that is none's */
function servedOf(
  { providers: names }: Environment,
  providers: readonly Provider[],
): readonly Provider[] {
  const unknown = names?.find((name) => providers.every((each) => each.name !== name));
  if (unknown !== undefined)
    throw new Error(
      `There is no provider ${unknown}. There are: ${providers.map(({ name }) => name).join(', ')}.`,
    );
  return providers.filter(({ name }) => names?.includes(name) ?? true);
}

type Served = {
  readonly providers: readonly Provider[];
  readonly endpoints: readonly Endpoint[];
};

/** Whether an operation is of one of the providers, or the gateway's own and not without use. */
const isServedBy =
  ({ providers, endpoints }: Served) =>
  (operation: OperationId): boolean => {
    const of = providerOf(operation);
    if (rowOf(operation).effect === 'delivery') return endpoints.length > 0;
    return of === undefined || providers.some(({ name }) => name === of);
  };

/** @throws Error where addresses are to be kept out, and nothing is there to do it */
function addWebAcl(stack: Stack, props: WebAclProps): void {
  const { webAcl, callerAddresses } = props.environment;
  if (webAcl) new WebAcl(stack, 'WebAcl', props);
  else if (callerAddresses !== undefined)
    throw new Error(
      'callerAddresses are kept by the web ACL, which webAcl: false leaves out. Leave out one of the two; a web ACL of your own needs the addresses itself.',
    );
}

/** What takes new versions over step by step, where the environment wants that. */
const deploymentIn = (
  stack: Stack,
  environment: Environment,
  alarms: Alarms,
): GradualDeployment | undefined =>
  deploymentOf(environment) === 'gradual'
    ? new GradualDeployment(stack, 'Deployment', alarms.get('defects'))
    : undefined;

/** The outputs that say where the API is called: by the merchant's own name, where there is one. */
function addressesOf(
  stack: Stack,
  { domain }: Environment,
  { api, url }: GatewayApi,
): Readonly<Record<string, string>> {
  if (domain === undefined) return { BaseUrl: url };
  const own = new Domain(stack, 'Domain', { ...domain, stage: api.deploymentStage });
  return { BaseUrl: own.url, DomainTarget: own.target };
}

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

    const providers = servedOf(environment, props.providers);
    const { ledger, key, grantors, outputs } = makeStores(this, environment, providers);

    const { endpoints = [] } = environment;
    const isDeployed = isServedBy({ providers, endpoints });
    const functions = operationIds.filter(isDeployed).map((operation) => {
      const bundle = props.bundles[operation];
      return [operation, new OperationFunction(this, operation, { bundle, environment })] as const;
    });
    const operations = Object.fromEntries(functions) as Record<OperationId, OperationFunction>;
    const authorizer = operations['gateway.authorize'];
    const schedules = new Schedules(this, 'Schedules');
    const { deadLetters } = schedules;
    const { bus } = new Events(this, 'Events', { ledger, deadLetters });
    const sent = new Endpoints(this, 'Endpoints', {
      ...{ endpoints, bus, deadLetters, key },
      operators: environment.operators,
    });
    const restApi = new GatewayApi(this, 'RestApi', {
      environment,
      authorizer,
      providers,
    });
    const alarms = new Alarms(this, 'Alarms', {
      environment,
      table: ledger.inUse.tableName,
      deadLetters: deadLetters.queueName,
      providers: providers.map(({ name }) => name),
    });
    const deployment = deploymentIn(this, environment, alarms);
    const canary = canaryGrantor({ environment, providers, url: restApi.url });
    for (const operation of Object.values(operations)) {
      for (const grantor of [...grantors, canary, sent]) grantor.grantTo(operation);
      const isGradual = operation.effect === 'mutation';
      restApi.open(operation, isGradual ? deployment?.aliasOf(operation) : undefined);
      schedules.start(operation);
    }
    if (environment.backup) new Backup(this, 'Backup', { ledger, ...environment.backup });
    const stage = restApi.api.deploymentStage;
    addWebAcl(this, { environment, stage, providers, operations: functions.map(([id]) => id) });
    const logged = { environment, operations: Object.values(operations) };
    new SavedQueries(this, 'Queries', { ...logged, accessLog: restApi.accessLog });
    const dashboard = new GatewayDashboard(this, 'Dashboard', {
      ...logged,
      tableName: ledger.inUse.tableName,
      stage,
      deadLetters,
      alarms: alarms.all,
    });
    const allOutputs = {
      ...addressesOf(this, environment, restApi),
      DashboardUrl: dashboard.url,
      ...outputs,
      ...sent.outputs,
      EventBusName: bus.eventBusName,
      AlarmTopicArn: alarms.topicArn,
    };
    for (const [name, value] of Object.entries(allOutputs)) new CfnOutput(this, name, { value });
  }
}
