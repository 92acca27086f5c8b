import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { OperationFunction } from './operation-function.ts';

/** What a function does with the key, and the service that does it on the function's behalf. */
export type KeyUse = {
  /** As in the service's host name. The key serves no call that does not come through it. */
  readonly service: 'dynamodb' | 'secretsmanager';
  readonly actions: readonly `kms:${string}`[];
};

/**
 * The merchant's own key for table and secrets, where an environment asks for one.
 *
 * A right on the table is worth nothing without one on its key, and nothing local notices the gap. Therefore the table
 * and the secrets hand it on themselves, each for its own service. Losing the key loses all they hold: it is retained.
 */
export class EncryptionKey extends Key {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Encrypts the ledger and the secrets of the payment gateway.',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Lets a function use the key through one service. */
  grantTo(operation: OperationFunction, { service, actions }: KeyUse): void {
    operation.permit({
      actions,
      resource: this.keyArn,
      conditions: {
        StringEquals: { 'kms:ViaService': `${service}.${Stack.of(this).region}.amazonaws.com` },
      },
    });
  }
}
