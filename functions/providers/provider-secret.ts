import * as z from 'zod/mini';
import { jsonIn } from '../platform/body/json-in.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import { UnreadableSecret } from '../platform/secret-text.ts';
import type { Mode } from '../platform/settings.ts';
import type { Provider, SecretValues } from './provider.ts';

export type ProviderSecret = {
  /** A label of the account that the secret opens: a record made with another is neither sent nor believed. */
  readonly account: string;
  readonly values: SecretValues;
};

const Members = z.record(z.string(), z.string().check(z.trim()));

type Keyed = Pick<Provider, 'secretPlaces' | 'keyPrefixes'>;

/**
 * What a text like `{"account":"main","secretKey":"…"}` holds, or why it is of no use: it is no provider's secret, or a key
 * in it begins as those of the other mode than the stack's do.
 */
export const providerSecretIn =
  (provider: Keyed, mode: Mode) =>
  (text: string): ProviderSecret | 'unreadable' | 'other_mode' => {
    const { account = '', ...values } = Members.safeParse(jsonIn(Buffer.from(text))).data ?? {};
    if (account === '') return 'unreadable';
    if (hasKeyOf(otherMode[mode], provider, values)) return 'other_mode';
    return { account, values };
  };

const otherMode = { live: 'test', test: 'live' } as const satisfies Record<Mode, Mode>;

/** Whether a key is certainly of a mode. */
function hasKeyOf(mode: Mode, { secretPlaces, keyPrefixes }: Keyed, values: SecretValues): boolean {
  if (keyPrefixes === undefined) return false;
  return secretPlaces.some((place) => (values[place] ?? '').startsWith(keyPrefixes[mode]));
}

/**
 * Reads what {@link providerSecretIn} finds.
 *
 * @throws UnreadableSecret where the text is not a provider's secret
 * @throws GatewayError not_attempted where a key begins as those of the other mode do
 */
export const readProviderSecret =
  (provider: Keyed, mode: Mode) =>
  (text: string): ProviderSecret => {
    const found = providerSecretIn(provider, mode)(text);
    if (found === 'unreadable') {
      throw new UnreadableSecret('The secret of a provider has another form than expected.');
    }
    if (found === 'other_mode') throw ofOtherMode();
    return found;
  };

/** In test mode nothing is paid, and what was paid in live mode is not there: nothing may be sent with it, or read. */
const ofOtherMode = (): GatewayError =>
  new GatewayError('not_attempted', {
    message: "The provider's secret key is of the other mode. This request did nothing.",
    why: 'secret_other_mode',
    retryAfterS: 2,
  });

/** Whether a secret could be had, and was not read because its key is of the other mode. */
export const isOfOtherMode = (error: unknown): boolean =>
  error instanceof GatewayError && error.detail.why === 'secret_other_mode';

/** The places that the provider needs and that nobody has filled yet. */
export const emptyPlaces = (
  { secretPlaces }: Pick<Provider, 'secretPlaces'>,
  { values }: ProviderSecret,
): readonly string[] => secretPlaces.filter((name) => (values[name] ?? '') === '');

/** What the provider knows the sender by: whether its idempotency keys belong to that or to the account is not documented. */
export const keyOf = (
  { secretPlaces }: Pick<Provider, 'secretPlaces'>,
  { values }: ProviderSecret,
): readonly string[] => secretPlaces.map((name) => values[name] ?? '');

/** @throws GatewayError not_attempted where a place that the provider needs is empty */
export function expectFilled(provider: Provider, secret: ProviderSecret): ProviderSecret {
  if (emptyPlaces(provider, secret).length === 0) return secret;
  const message = "The provider's secret key has not been filled in yet. This request did nothing.";
  throw new GatewayError('not_attempted', { message, why: 'secret_empty', retryAfterS: 2 });
}
