import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  CfnAccount,
  LogGroupLogDestination,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { CompleteEnvironment } from './environments.ts';

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
  method: AccessLogField.contextHttpMethod(),
  route: AccessLogField.contextResourcePath(),
  status: AccessLogField.contextStatus(),
  errorType: AccessLogField.contextErrorResponseType(),
  responseLength: AccessLogField.contextResponseLength(),
  integrationLatencyMs: AccessLogField.contextIntegrationLatency(),
  latencyMs: AccessLogField.contextResponseLatency(),
};

/** Who called the API and what they were answered, also where no function was started. */
export class AccessLog extends Construct {
  /** What a stage needs in order to write here. */
  readonly stageOptions: Pick<StageOptions, 'accessLogDestination' | 'accessLogFormat'>;
  /** Must be in place before the stage; absent where the account has its role already. */
  readonly account: CfnAccount | undefined;

  constructor(scope: Construct, id: string, environment: CompleteEnvironment) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: environment.accessLogRetention,
      // Who called a live stack is asked for after it has gone, too.
      removalPolicy: environment.mode === 'live' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.stageOptions = {
      accessLogDestination: new LogGroupLogDestination(logGroup),
      accessLogFormat: AccessLogFormat.custom(JSON.stringify(fields)),
    };
    if (environment.accountCloudWatchRole === 'create') this.account = this.#createAccountRole();
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
