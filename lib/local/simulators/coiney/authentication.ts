import { rejection } from './errors.ts';

/** Checks the merchant's secret key: Bearer authentication (RFC 6750). */
export function authenticate(
  authorization: string | undefined,
  isSecretKey: (key: string) => boolean,
): void {
  const key = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (key === undefined) throw rejection('no_api_key');
  if (!isSecretKey(key)) throw rejection('invalid_api_key');
}

/** The only accepted version since 2022-08-24. A request without a version gets it too. */
const version = '2016-10-25';

/** Checks the version of the API that a request names. */
export function checkVersion(header: string | string[] | undefined): void {
  if (header !== undefined && header !== version) {
    throw rejection('invalid_parameter', { 'X-CoineyPayge-Version': `must be ${version}` });
  }
}
