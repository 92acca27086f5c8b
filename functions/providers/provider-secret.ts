import * as z from 'zod/mini';
import { GatewayError } from '../platform/gateway-error.ts';
import type { Provider, SecretValues } from './provider.ts';

export type ProviderSecret = {
  /** A label of the account that the secret opens: a record made with another is neither sent nor believed. */
  readonly account: string;
  readonly values: SecretValues;
};

const Members = z.record(z.string(), z.string().check(z.trim()));
const Account = z.string().check(z.minLength(1));

/** `{"account":"main","secretKey":"…"}`; @throws Error where the text is not a provider's secret */
export function readProviderSecret(text: string): ProviderSecret {
  const { account, ...values } = Members.parse(JSON.parse(text));
  return { account: Account.parse(account), values };
}

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
