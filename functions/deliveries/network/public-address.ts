import { BlockList, isIP } from 'node:net';

/*
 * Which addresses a merchant's end point may have: none inside of a network, where a request from here would open what is
 * closed to the outside. The ranges are those of the IANA's registries of special purpose addresses.
 */

const closed = new BlockList();
for (const [network, prefix] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
  ] as const),
  ...([
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
  ] as const),
  ...([
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
  ] as const),
  ...([
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
])
  closed.addSubnet(network, prefix, 'ipv4');

/** Of IPv6 only what is given out for the internet as a whole. */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
/** Parts of it that lead elsewhere: documents, tunnels to IPv4, benchmarks. */
for (const [network, prefix] of [
  ...([
    ['2001:db8::', 32],
    ['2001::', 23],
    ['2002::', 16],
    ['3fff::', 20],
  ] as const),
])
  closed.addSubnet(network, prefix, 'ipv6');

/** Whether an address is one of the public internet. Not for names. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  return family === 6 && global.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/** Names that no public server has. */
const localNames = /(^|\.)(localhost|local|internal|home\.arpa|lan|intranet)\.?$/i;

/** The host of a URL as an address: without the brackets of IPv6. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Why nothing may be sent to a URL, by what can be seen of it; undefined where nothing is to be seen. */
export function whyNotPublic(text: string): string | undefined {
  if (!URL.canParse(text)) return 'not a URL';
  const url = new URL(text);
  if (url.protocol !== 'https:') return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must not hold a user or password';
  if (url.hash !== '') return 'must not hold a #';
  const host = hostOf(url);
  if (isIP(host) === 0) return whyNotPublicName(host);
  return isPublicAddress(host) ? undefined : 'must not be an address inside of a network';
}

function whyNotPublicName(name: string): string | undefined {
  if (localNames.test(name)) return 'must not be a name inside of a network';
  return name.replace(/\.$/, '').includes('.') ? undefined : 'must be a whole domain name';
}
