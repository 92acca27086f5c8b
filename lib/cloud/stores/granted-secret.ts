import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret, type SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { SettingName } from '../../../functions/platform/settings.ts';
import type { EncryptionKey } from './encryption-key.ts';
import type { OperationFunction } from '../operation-function.ts';
import { secretReadsAndWrites } from '../permissions.ts';
import { Readers } from './resource-policies.ts';

export type GrantedSecretProps = Pick<
  SecretProps,
  'description' | 'generateSecretString' | 'secretStringValue'
> & {
  /** @default - the account's key for Secrets Manager, which AWS manages. */
  readonly key?: EncryptionKey | undefined;
  /** ARN of the secret that functions read instead of this one. @default - this one. */
  readonly arnInUse?: string | undefined;
  /** ARNs of the roles that may read and fill it besides functions. @default - every role that has the right. */
  readonly operators?: readonly string[] | undefined;
};

/**
 * A secret that outlives the stack and that functions may read, each by name. People and commands fill it later.
 *
 * What a stack gives a secret at its birth is an external contract: CloudFormation writes the value again whenever that
 * part of the template changes, over whatever has been filled in since. A test pins every such part.
 */
export abstract class GrantedSecret extends Secret {
  readonly #key: EncryptionKey | undefined;
  readonly #arnInUse: string | undefined;
  readonly #readers: Readers;

  constructor(
    scope: Construct,
    id: string,
    { key, arnInUse, operators, ...props }: GrantedSecretProps,
  ) {
    super(scope, id, {
      ...props,
      ...(key && { encryptionKey: key }),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.#key = key;
    this.#arnInUse = arnInUse;
    this.#readers = new Readers(operators);
    for (const statement of this.#readers.statements(secretReadsAndWrites)) {
      this.addToResourcePolicy(statement);
    }
  }

  /** Not CDK's `grantRead`, which adds DescribeSecret. */
  protected grantSecret(operation: OperationFunction, name: SettingName): void {
    operation.set(name, this.#arnInUse ?? this.secretArn);
    this.permitReading(operation);
  }

  /** The right alone, for a function that learns the secret's name otherwise. */
  protected permitReading(operation: OperationFunction): void {
    const arn = this.#arnInUse ?? this.secretArn;
    this.#readers.add(operation);
    operation.permit({ actions: ['secretsmanager:GetSecretValue'], resource: arn });
    this.#key?.grantTo(operation, { service: 'secretsmanager', actions: ['kms:Decrypt'] });
  }
}
