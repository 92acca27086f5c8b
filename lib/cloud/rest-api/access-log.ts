import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  CfnAccount,
  LogGroupLogDestination,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, LogGroup, MetricFilter, type JsonPattern } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AccessLogMetric } from '../../../functions/metrics.ts';
import type { CompleteEnvironment } from '../environments/defaults.ts';
import { namespaceOf } from '../metrics.ts';

/**
 * What is written of each request. A list, never a whole: no query, no header, no body, and of the path only the
 * route, for the rest of it is made by callers.
 */
const fields = {
  requestId: AccessLogField.contextRequestId(),
  extendedRequestId: AccessLogField.contextExtendedRequestId(),
  time: AccessLogField.contextRequestTime(),
  caller: AccessLogField.contextAuthorizer('callerId'),
  ip: AccessLogField.contextIdentitySourceIp(),
  mode: AccessLogField.contextStage(),
  method: AccessLogField.contextHttpMethod(),
  route: AccessLogField.contextResourcePath(),
  status: AccessLogField.contextStatus(),
  errorType: AccessLogField.contextErrorResponseType(),
  // Why a function or the authorizer did not answer; CDK has no names for these.
  integrationStatus: '$context.integration.status',
  integrationError: '$context.integration.error',
  authorizerError: '$context.authorizer.error',
  tlsVersion: '$context.tlsVersion',
  responseLength: AccessLogField.contextResponseLength(),
  integrationLatencyMs: AccessLogField.contextIntegrationLatency(),
  latencyMs: AccessLogField.contextResponseLatency(),
  traceId: AccessLogField.contextXrayTraceId(),
};

const is = (field: string, value: string): JsonPattern =>
  FilterPattern.stringValue(`$.${field}`, '=', value);

/**
 * Which lines are counted. Defects are not API Gateway's metric of 5XX: a provider declines with a 502, too, and we tell
 * by 503 that nothing was attempted.
 */
const counted: Readonly<Record<AccessLogMetric, readonly JsonPattern[]>> = {
  defects: [is('status', '500'), is('errorType', 'INTEGRATION_*'), is('errorType', 'AUTHORIZER_*')],
  callersRefused: [is('status', '401'), is('status', '403')],
  throttled: [is('status', '429')],
};

const accessLogMetrics = Object.keys(counted) as AccessLogMetric[];

/** Who called the API and what they were answered, also where no function was started. */
export class AccessLog extends Construct {
  /** What a stage needs in order to write here. */
  readonly stageOptions: Pick<StageOptions, 'accessLogDestination' | 'accessLogFormat'>;
  /** Must be in place before the stage; absent where the account has its role already. */
  readonly account: CfnAccount | undefined;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, environment: CompleteEnvironment) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: environment.accessLogRetention,
      // Who called a live stack is asked for after it has gone, too.
      removalPolicy: environment.mode === 'live' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.stageOptions = {
      accessLogDestination: new LogGroupLogDestination(this.logGroup),
      accessLogFormat: AccessLogFormat.custom(JSON.stringify(fields)),
    };
    for (const name of accessLogMetrics) this.#count(name, namespaceOf(environment));
    if (environment.accountCloudWatchRole === 'create') this.account = this.#createAccountRole();
  }

  /** Counts the lines that a metric of the access log stands for. */
  #count(name: AccessLogMetric, metricNamespace: string): void {
    new MetricFilter(this, name, {
      logGroup: this.logGroup,
      filterPattern: FilterPattern.any(...counted[name]),
      metricNamespace,
      metricName: name,
    });
  }

  /**
   * The role is a setting of the whole account and region. It is retained: other APIs may have come to rely on it. Its
   * managed policy is the one that API Gateway documents.
   */
  #createAccountRole(): CfnAccount {
    const role = new Role(this, 'AccountRole', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs'),
      ],
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const account = new CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn });
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return account;
  }
}
