import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Grant, type Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { OperationFunction } from '../operation-function.ts';

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

  /** Lets something else than a function read what it encrypts, through one service. */
  letDecrypt(role: Role, service: KeyUse['service']): void {
    Grant.addToPrincipal({
      grantee: role,
      actions: ['kms:Decrypt'],
      resourceArns: [this.keyArn],
      conditions: this.#through(service),
    });
  }

  /** Lets a function use the key through one service. */
  grantTo(operation: OperationFunction, { service, actions }: KeyUse): void {
    operation.permit({
      actions,
      resource: this.keyArn,
      conditions: this.#through(service),
    });
  }

  /** The condition that the key is used through one service only. */
  #through(service: KeyUse['service']): Record<string, Record<string, string>> {
    const host = `${service}.${Stack.of(this).region}.amazonaws.com`;
    return { StringEquals: { 'kms:ViaService': host } };
  }
}
