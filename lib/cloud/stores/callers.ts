import { SecretValue } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { GrantedSecret, type GrantedSecretProps } from './granted-secret.ts';
import type { Grantor, OperationFunction } from '../operation-function.ts';
import { readsCallers } from '../permissions.ts';

export type CallersProps = Pick<GrantedSecretProps, 'key' | 'operators'>;

/**
 * Who may call: names, scopes and the hashes of their keys, read by the authorizer and by nobody else.
 *
 * Created without callers, so that a new stack refuses everyone; an operator adds them. The value in the template is
 * plain because it holds nothing. Retained: the keys themselves exist only at the callers, who would all need new ones.
 */
export class Callers extends GrantedSecret implements Grantor {
  constructor(scope: Construct, id: string, props: CallersProps = {}) {
    super(scope, id, {
      description: 'Callers of the gateway, with the hashes of their keys.',
      secretStringValue: SecretValue.unsafePlainText('{"callers":[]}'),
      ...props,
    });
  }

  grantTo(operation: OperationFunction): void {
    if (readsCallers(operation.effect)) this.grantSecret(operation, 'CALLERS_SECRET');
  }
}
