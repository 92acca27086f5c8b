import { Duration, Stack } from 'aws-cdk-lib';
import {
  ApiKeySourceType,
  AuthorizationType,
  type CfnRestApi,
  EndpointType,
  IdentitySource,
  LambdaIntegration,
  MethodLoggingLevel,
  RequestAuthorizer,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { routeOf } from '../../../functions/operations.ts';
import type { Provider } from '../../../functions/providers/provider.ts';
import { AccessLog } from './access-log.ts';
import { CallersThrottle } from './callers-throttle.ts';
import type { CompleteEnvironment } from '../environments/defaults.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import type { OperationFunction } from '../operation-function.ts';
import { SamplingRule } from './sampling-rule.ts';

/** How long API Gateway keeps an authorizer's answer; with its copy of the secret, a revoked key lives on for 60 s. */
const authorizerCacheS = 30;

/** Without it TLS 1.0 is accepted; the mode makes every request keep to it, whatever name it comes by. */
export const connections = {
  securityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
  endpointAccessMode: 'STRICT',
} as const;

export type GatewayApiProps = {
  readonly environment: CompleteEnvironment;
  /** In whose error shapes API Gateway answers by itself. */
  readonly providers: readonly Provider[];
  /** Decides who may call what. */
  readonly authorizer: OperationFunction;
};

/**
 * The REST API: routes, who may pass, how often, and what is said to those who may not.
 *
 * Callers are servers, so there is no CORS: a key of the gateway never goes into a browser. Execution logging and data
 * tracing are off because they would write bodies; the access log lists its fields instead.
 */
export class GatewayApi extends Construct {
  readonly api: RestApi;
  /** Where the access log is kept. */
  readonly accessLog: ILogGroup;
  readonly #authorizer: RequestAuthorizer;
  readonly #callersThrottle: CallersThrottle;

  constructor(
    scope: Construct,
    id: string,
    { environment, authorizer, providers }: GatewayApiProps,
  ) {
    super(scope, id);
    const log = new AccessLog(this, 'AccessLog', environment);
    this.accessLog = log.logGroup;

    this.api = new RestApi(this, 'Api', {
      // Only a label in the console; API Gateway does not ask for it to be unique.
      restApiName: Stack.of(this).stackName,
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      apiKeySourceType: ApiKeySourceType.AUTHORIZER,
      deployOptions: {
        // The base URL ends in it: nobody takes one mode's URL for the other's.
        stageName: environment.mode,
        ...log.stageOptions,
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        // Of each method: up to 28 dollars a month, for what the access log tells.
        metricsEnabled: false,
        tracingEnabled: true,
        // Of everybody: what callers may is in their usage plan, from which a wrong key takes nothing.
        throttlingRateLimit: environment.floodRatePerSecond,
        throttlingBurstLimit: environment.floodBurst,
      },
    });
    Object.assign(this.api.node.defaultChild as CfnRestApi, connections);
    // The stack has an output of its own for the URL.
    this.api.node.tryRemoveChild('Endpoint');
    if (log.account) this.api.deploymentStage.node.addDependency(log.account);
    this.#authorizer = new RequestAuthorizer(this, 'Authorizer', {
      handler: authorizer.lambda,
      // Without this header API Gateway answers 401 by itself; with it the header's value is the key of the cache.
      identitySources: [IdentitySource.header('Authorization')],
      resultsCacheTtl: Duration.seconds(authorizerCacheS),
    });
    this.#callersThrottle = new CallersThrottle(this, 'CallersThrottle', {
      stage: this.api.deploymentStage,
      environment,
    });
    this.#callersThrottle.grantTo(authorizer);
    new SamplingRule(this, 'Sampling', environment);
    addGatewayResponses(this.api, providers);
  }

  /** What a storefront takes for the provider's base URL, with the stage and without a slash at the end. */
  get url(): string {
    const { region, urlSuffix } = Stack.of(this);
    const host = `${this.api.restApiId}.execute-api.${region}.${urlSuffix}`;
    return `https://${host}/${this.api.deploymentStage.stageName}`;
  }

  /**
   * Opens the route of an operation to callers, or of a webhook to its provider; an operation without one stays unreachable.
   *
   * @param handler the operation's function, or an alias of it
   */
  open(operation: OperationFunction, handler: IFunction = operation.lambda): void {
    const route = routeOf(operation.operationId);
    if (!route) return;
    // Without the console's test button: it would be a second permission per route, and a way past the authorizer.
    const integration = new LambdaIntegration(handler, { allowTestInvoke: false });
    // A provider has no key of the gateway: its webhooks are recognised by what only it knows.
    const access =
      operation.effect === 'inbox'
        ? { authorizationType: AuthorizationType.NONE }
        : {
            authorizationType: AuthorizationType.CUSTOM,
            authorizer: this.#authorizer,
            apiKeyRequired: true,
          };
    this.api.root.resourceForPath(route.path).addMethod(route.method, integration, access);
    if (access.apiKeyRequired === true) this.#callersThrottle.add(route);
  }
}
