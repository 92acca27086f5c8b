import type { Construct } from 'constructs';
import { providerOf } from '../../../functions/operations.ts';
import { settingNamesOf } from '../../../functions/platform/settings.ts';
import type { Provider } from '../../../functions/providers/provider.ts';
import { GrantedSecret, type GrantedSecretProps } from './granted-secret.ts';
import type { Grantor, OperationFunction } from '../operation-function.ts';
import { secretOutputOf } from '../outputs.ts';
import { providerSecrets } from '../permissions.ts';

export type ProviderSecretProps = Pick<GrantedSecretProps, 'key' | 'operators'> & {
  readonly provider: Pick<Provider, 'name' | 'origin' | 'secretPlaces'>;
  /** The version of its API that is asked for. @default - the provider decides. */
  readonly version?: string | undefined;
};

/** The places that a person fills: those that calls need, and that of the webhooks' signature. */
const emptyPlacesOf = ({ secretPlaces }: ProviderSecretProps['provider']): Record<string, string> =>
  Object.fromEntries([...secretPlaces, 'webhookSecret'].map((place) => [place, '']));

/**
 * What opens the merchant's account at one provider; created with empty places, which a person fills once. Functions
 * refuse to work while a place that they need is empty.
 *
 * `account` is a label that goes into the ledger's records; whoever puts the key of another account here changes it.
 * Retained: the provider would show the key again, but the `webhookToken` is in the URL that the provider calls.
 */
export class ProviderSecret extends GrantedSecret implements Grantor {
  readonly provider: Pick<Provider, 'name' | 'origin' | 'secretPlaces'>;
  /** `'AcmeSecretArn'`: the stack's output that tells a person which secret to fill. */
  readonly outputName: string;

  private readonly version: string | undefined;

  constructor(scope: Construct, id: string, { provider, version, ...props }: ProviderSecretProps) {
    super(scope, id, {
      description: `Keys of the account at ${provider.name}.`,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ account: 'main', ...emptyPlacesOf(provider) }),
        generateStringKey: 'webhookToken',
        // It stands in a URL. 43 letters and digits are as many as 256 random bits need.
        excludePunctuation: true,
        passwordLength: 43,
      },
      ...props,
    });
    this.provider = provider;
    this.version = version;
    this.outputName = secretOutputOf(provider.name);
  }

  /** With the secret goes the only host that it may be sent to. */
  grantTo(operation: OperationFunction): void {
    const whose = providerSecrets[operation.effect];
    const isOwn = providerOf(operation.operationId) === this.provider.name;
    if (whose === 'none' || (whose === 'own' && !isOwn)) return;
    const names = settingNamesOf(this.provider.name);
    operation.set(names.origin, this.provider.origin);
    if (this.version !== undefined) operation.set(names.version, this.version);
    this.grantSecret(operation, names.secret);
  }
}
