import type { Construct } from 'constructs';
import { providerOf, type Effect } from '../../functions/operations.ts';
import { settingNamesOf } from '../../functions/platform/settings.ts';
import type { ProviderOrigin } from '../providers.ts';
import type { EncryptionKey } from './encryption-key.ts';
import { LentSecret } from './granted-secret.ts';
import type { Lender, OperationFunction } from './operation-function.ts';

/** Effects that have to do with every provider. */
const ofAll: readonly Effect[] = ['probe', 'repair'];

export type ProviderSecretProps = {
  readonly provider: ProviderOrigin;
  /** @default - the account's key for Secrets Manager, which AWS manages. */
  readonly key?: EncryptionKey | undefined;
};

/**
 * What opens the merchant's account at one provider; born with empty places, which a person fills once. Functions
 * refuse to work while a place that they need is empty.
 *
 * `account` is a label that goes into the ledger's records; whoever puts the key of another account here changes it.
 * Retained: the provider would show the key again, but the `webhookToken` is in the URL that the provider calls.
 */
export class ProviderSecret extends LentSecret implements Lender {
  readonly provider: ProviderOrigin;
  /** `'KomojuSecretArn'`: the stack's output that tells a person which secret to fill. */
  readonly outputName: string;

  constructor(scope: Construct, id: string, { provider, key }: ProviderSecretProps) {
    super(scope, id, {
      description: `Keys of the account at ${provider.name}.`,
      generateSecretString: {
        secretStringTemplate: '{"account":"main","secretKey":"","webhookSecret":""}',
        generateStringKey: 'webhookToken',
        // It stands in a URL. 43 letters and digits are as many as 256 random bits need.
        excludePunctuation: true,
        passwordLength: 43,
      },
      key,
    });
    this.provider = provider;
    this.outputName = `${provider.name.charAt(0).toUpperCase()}${provider.name.slice(1)}SecretArn`;
  }

  /** With the secret goes the only host that it may be sent to. */
  lendTo(operation: OperationFunction): void {
    const isOwn = providerOf(operation.operationId) === this.provider.name;
    if (!isOwn && !ofAll.includes(operation.effect)) return;
    const names = settingNamesOf(this.provider.name);
    operation.set(names.origin, this.provider.origin);
    this.lend(operation, names.secret);
  }
}
