import { Fn, Lazy, Stack } from 'aws-cdk-lib';
import { CfnApiKey, CfnUsagePlan, CfnUsagePlanKey, type Stage } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { CompleteEnvironment } from '../environments/defaults.ts';
import type { Grantor, OperationFunction } from '../operation-function.ts';
import { readsCallers } from '../permissions.ts';

export type CallersThrottleProps = {
  readonly environment: CompleteEnvironment;
  readonly stage: Stage;
};

/**
 * How often callers may call: a usage plan, in which each method has its limit. The stage's own throttle counts every
 * request, also one with a wrong key; this one is asked after the authorizer, so that strangers take nothing from it.
 *
 * It has one key for all callers, which the authorizer names. API Gateway takes it from there and from no request
 * (`apiKeySource`), so that nobody can use it who reads it, in the template or elsewhere: it is no secret.
 */
export class CallersThrottle extends Construct implements Grantor {
  readonly #key: string;
  readonly #limits: Record<string, CfnUsagePlan.ThrottleSettingsProperty> = {};
  readonly #limit: CfnUsagePlan.ThrottleSettingsProperty;

  constructor(scope: Construct, id: string, { environment, stage }: CallersThrottleProps) {
    super(scope, id);
    this.#limit = {
      rateLimit: environment.throttleRatePerSecond,
      burstLimit: environment.throttleBurst,
    };
    // Values are unique in an account and region, and two stacks may share them: the UUID at the end of the stack's ARN.
    this.#key = Fn.select(2, Fn.split('/', Stack.of(this).stackId));
    const key = new CfnApiKey(this, 'Key', { enabled: true, value: this.#key });
    const plan = new CfnUsagePlan(this, 'Plan', {
      apiStages: [
        {
          apiId: stage.restApi.restApiId,
          stage: stage.stageName,
          throttle: Lazy.any({ produce: () => this.#limits }),
        },
      ],
    });
    new CfnUsagePlanKey(this, 'PlanKey', {
      keyId: key.ref,
      keyType: 'API_KEY',
      usagePlanId: plan.ref,
    });
  }

  /** Limits a method; one that is not added is limited by the stage alone. */
  add({ method, path }: { readonly method: string; readonly path: string }): void {
    this.#limits[`${path}/${method}`] = this.#limit;
  }

  grantTo(operation: OperationFunction): void {
    if (readsCallers(operation.effect)) operation.set('USAGE_KEY', this.#key);
  }
}
