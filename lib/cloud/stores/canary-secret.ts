import { RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { GrantedSecret, type GrantedSecretProps } from './granted-secret.ts';
import type { Grantor, OperationFunction } from '../operation-function.ts';
import { readsCanary } from '../permissions.ts';

export type CanarySecretProps = Pick<GrantedSecretProps, 'key' | 'operators'>;

/**
 * What the canary's key is made of, so that nobody has to set it up. It goes with the stack: the key opens nothing else,
 * and no payment is known by it.
 */
export class CanarySecret extends GrantedSecret implements Grantor {
  constructor(scope: Construct, id: string, props: CanarySecretProps = {}) {
    super(scope, id, {
      description: 'The random part of the key by which the canary calls the gateway.',
      generateSecretString: {
        secretStringTemplate: '{"caller":"canary"}',
        generateStringKey: 'random',
        // As of a caller's key, of which the web ACL knows the form.
        excludePunctuation: true,
        passwordLength: 22,
      },
      ...props,
    });
    this.applyRemovalPolicy(RemovalPolicy.DESTROY);
  }

  grantTo(operation: OperationFunction): void {
    if (readsCanary(operation.effect)) this.grantSecret(operation, 'CANARY_SECRET');
  }
}
