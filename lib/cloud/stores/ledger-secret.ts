import { Aws, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { GrantedSecret, type GrantedSecretProps } from './granted-secret.ts';
import type { Grantor, OperationFunction } from '../operation-function.ts';
import { readsLedgerSecret } from '../permissions.ts';
import { refuseAll } from './resource-policies.ts';

/** `arnInUse` is that of the secret of a stack that this one continues. */
export type LedgerSecretProps = Pick<GrantedSecretProps, 'key' | 'operators' | 'arnInUse'>;

/** `arn:aws:cloudformation:region:account:stack/name/uuid`: the uuid is new for every stack, also for one of the same name. */
const stackUuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));

/**
 * What the ledger's keys and fingerprints are made with: the namespace goes into every operation's id, and
 * `fingerprintKey1` tells whether a retry is the same request. Later keys are added beside it, never instead.
 *
 * Neither value may ever change. With another namespace the ledger no longer finds what it has executed, and a retry
 * charges twice; with another fingerprint key a retry looks like another request and is refused. Therefore it is apart from
 * the provider's secret, which people rotate; it is retained; and the two members below are never edited, because
 * CloudFormation answers an edit with a newly generated value.
 */
export class LedgerSecret extends GrantedSecret implements Grantor {
  constructor(scope: Construct, id: string, props: LedgerSecretProps = {}) {
    super(scope, id, {
      description:
        'Namespace and fingerprint keys of the ledger. Never edit: retries would be charged again.',
      generateSecretString: {
        secretStringTemplate: Fn.join('', ['{"namespace":"', stackUuid, '"}']),
        generateStringKey: 'fingerprintKey1',
        excludePunctuation: true,
        // More than the 256 bits of the hash that it keys.
        passwordLength: 64,
      },
      ...props,
    });
    this.addToResourcePolicy(refuseAll('NothingIsForgotten', ['secretsmanager:DeleteSecret']));
  }

  grantTo(operation: OperationFunction): void {
    if (readsLedgerSecret(operation.effect)) this.grantSecret(operation, 'LEDGER_SECRET');
  }
}
