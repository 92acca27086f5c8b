import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import {
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
} from 'aws-cdk-lib/aws-codedeploy';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, type IFunction, type IVersion } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { OperationFunction } from './operation-function.ts';

/**
 * New versions of the functions that move money, step by step: a tenth of the requests for five minutes, then all. If
 * the API answers with defects meanwhile, CodeDeploy goes back to the version before, and the deployment fails.
 *
 * Both versions run side by side, so each must read what the other has written.
 */
export class GradualDeployment extends Construct {
  readonly #application: LambdaApplication;
  readonly #role: Role;
  readonly #alarm: Alarm;

  /** @param defects the alarm on answers that are the gateway's own fault */
  constructor(scope: Construct, id: string, defects: Alarm) {
    super(scope, id);
    this.#application = new LambdaApplication(this, 'Application');
    this.#role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSCodeDeployRoleForLambdaLimited'),
      ],
    });
    this.#alarm = defects;
  }

  /** The function as the API has to call it: whichever version is in use. */
  aliasOf({ operationId, lambda }: OperationFunction): IFunction {
    const group = new Construct(this, operationId);
    const alias = new Alias(group, 'Alias', {
      aliasName: 'live',
      version: lambda.currentVersion as IVersion,
    });
    new LambdaDeploymentGroup(group, 'Deployment', {
      application: this.#application,
      alias,
      role: this.#role,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [this.#alarm],
    });
    // CDK's own classes have a role that may be missing, which its interfaces do not say.
    return alias as IFunction;
  }
}
