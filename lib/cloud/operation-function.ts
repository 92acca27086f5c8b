import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type CfnFunction, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { rowOf, type Effect, type OperationId } from '../../functions/operations.ts';
import type { SettingName } from '../../functions/platform/settings.ts';
import type { CompleteEnvironment } from './environments/defaults.ts';
import { codeIn } from './function-code.ts';
import { namespaceOf } from './metrics.ts';
import { plainSettings } from './permissions.ts';

/**
 * A fifth cheaper than x64, for every millisecond; a code cache, which a machine with another processor may not be able to
 * make, only counts for cold starts.
 */
export const architecture = Architecture.ARM_64;

/**
 * CPU comes with memory (1,769 MB are one whole vCPU), and a cold start is mostly CPU: with less it grows in proportion.
 * More would be paid for while the function waits for the provider, which is most of a request.
 */
const memoryMb = 1024;

/** What runs in the background computes without a break after an outage: a whole vCPU. Idle, it costs hardly more. */
const backgroundMemoryMb = 1769;

/**
 * Below API Gateway's 29 s, so that the function ends first; the ledger's lease of 30 s outlives both. What a schedule
 * starts ends before it is started again, or at Lambda's own limit.
 */
const timeoutS = { request: 27, minute: 55, 'five-minutes': 295, 'half-hour': 900 };

export type OperationFunctionProps = {
  /** Directory that holds the function's `index.cjs`, and its code cache where it has one. */
  readonly bundle: string;
  readonly environment: CompleteEnvironment;
};

/** One exact permission; there is no form of it that names two resources. */
export type Permission = {
  /** IAM actions, whole names without a wildcard. */
  readonly actions: readonly string[];
  /** ARN of the only resource. */
  readonly resource: string;
  /** @default - none. */
  readonly conditions?: Record<string, Record<string, string | readonly string[]>>;
};

/** Something that a function may need; it decides by the function's effect what to hand over, name and rights together. */
export type Grantor = {
  /** Gives the function the setting that names the resource, and exactly the actions that its effect needs. */
  grantTo(operation: OperationFunction): void;
};

/**
 * The Lambda function of one row of the table of operations.
 *
 * Its role starts with nothing but its own log and, where requests start it, its traces (the one place where AWS has no
 * narrower resource than `*`); AWS's managed policy for Lambda would open every log group of the account. Grantors add the rest.
 */
export class OperationFunction extends Construct {
  readonly operationId: OperationId;
  readonly effect: Effect;
  readonly lambda: Function;

  /** @param id The operation's id: the path of the function in the template tells which operation it serves. */
  constructor(scope: Construct, id: OperationId, props: OperationFunctionProps) {
    super(scope, id);
    this.operationId = id;
    this.effect = rowOf(id).effect;
    const isScheduled = rowOf(id).schedule !== undefined;
    // Logs may go with the stack: what happened to money is in the ledger, which stays.
    const reserved = props.environment.reservedConcurrency?.[this.effect];
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.environment.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.lambda = new Function(this, 'Lambda', {
      runtime: Runtime.NODEJS_24_X,
      architecture,
      memorySize: this.effect === 'background' ? backgroundMemoryMb : memoryMb,
      timeout: Duration.seconds(timeoutS[rowOf(id).schedule ?? 'request']),
      code: codeIn(props.bundle),
      handler: 'index.handler',
      role: new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }),
      // CDK permits more for PASS_THROUGH than it needs, so that one is set below.
      tracing: isScheduled ? Tracing.DISABLED : Tracing.ACTIVE,
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
      logGroup,
    });
    // Lambda would trace one run a second by itself, which no rule can change: every run of a schedule.
    if (isScheduled)
      (this.lambda.node.defaultChild as CfnFunction).tracingConfig = { mode: 'PassThrough' };
    this.permit({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resource: logGroup.logGroupArn,
    });
    const values = {
      MODE: props.environment.mode,
      CARD_DATA: props.environment.cardData,
      METRICS_NAMESPACE: namespaceOf(props.environment),
    };
    for (const name of plainSettings[this.effect]) this.set(name, values[name]);
  }

  /** Sets a variable that functions/platform/settings.ts knows. Called by grantors only. */
  set(name: SettingName, value: string): void {
    this.lambda.addEnvironment(name, value);
  }

  /** Adds one permission to the function's role. Called by grantors only. */
  permit({ actions, resource, conditions }: Permission): void {
    Grant.addToPrincipal({
      grantee: this.lambda,
      actions: [...actions],
      resourceArns: [resource],
      ...(conditions && { conditions }),
    }).assertSuccess();
  }
}
