import { isIP } from 'node:net';

/** WAF keeps ranges of each kind in a set of their own. */
export type AddressVersion = 'IPV4' | 'IPV6';

const longestPrefix = { IPV4: 32, IPV6: 128 };

/** @throws Error for what is no range; WAF does not take one of all addresses, either */
function versionOf(range: string): AddressVersion {
  const [, address = '', prefix] = /^([\da-f.:]+)\/([1-9]\d{0,2})$/i.exec(range) ?? [];
  const version = ({ 4: 'IPV4', 6: 'IPV6' } as const)[isIP(address)];
  if (version === undefined || Number(prefix) > longestPrefix[version])
    throw new Error(
      `callerAddresses: '${range}' is no range of addresses. Write 203.0.113.7/32 for one address, 203.0.113.0/24 or 2001:db8::/48 for many.`,
    );
  return version;
}

/**
 * The callers' ranges of addresses, by version; a version that none is of is absent.
 *
 * @throws Error for a list that is empty or has something else in it
 */
export function rangesByVersion(
  ranges: readonly string[],
): ReadonlyMap<AddressVersion, readonly string[]> {
  if (ranges.length === 0)
    throw new Error('callerAddresses is empty, which would stop every caller. Leave it out.');
  const byVersion = new Map<AddressVersion, string[]>();
  for (const range of ranges) {
    const version = versionOf(range);
    byVersion.set(version, [...(byVersion.get(version) ?? []), range]);
  }
  return byVersion;
}
