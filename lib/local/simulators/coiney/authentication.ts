import { refusal } from './errors.ts';

/** Bearer authentication (RFC 6750): the merchant's secret key. */
export function authenticate(authorization: string | undefined, secretKey: string): void {
  const key = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (key === undefined) throw refusal('no_api_key');
  if (key !== secretKey) throw refusal('invalid_api_key');
}

/** The only version that is accepted since 2022-08-24; a request that names none gets it too. */
const version = '2016-10-25';

export function expectVersion(header: string | string[] | undefined): void {
  if (header !== undefined && header !== version) {
    throw refusal('invalid_parameter', { 'X-CoineyPayge-Version': `must be ${version}` });
  }
}
