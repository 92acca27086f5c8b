import { describe, expect, test } from '@jest/globals';
import {
  isPublicAddress,
  whyNotPublic,
} from '../../../../functions/deliveries/network/public-address.ts';

const inside = 'must not be an address inside of a network';
const innerName = 'must not be a name inside of a network';

test.each([
  'https://shop.example.com/webhooks?from=gateway',
  'https://shop.example.com:8443/',
  'https://shop.example.com./',
  'https://93.184.215.14/',
  'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
  'https://xn--wgv71a.example.jp/',
  'https://internal.example.com/',
])('%s may be called', (url) => {
  expect(whyNotPublic(url)).toBeUndefined();
});

describe('inside of a network is', () => {
  test.each([
    ['decimal', '2130706433'],
    ['octal', '0177.0.0.1'],
    ['octal in one', '017700000001'],
    ['hexadecimal', '0x7f.0.0.1'],
    ['hexadecimal in one', '0x7f000001'],
    ['short', '127.1'],
    ['another of the loopback', '127.9.9.9'],
    ['with a dot behind it', '127.0.0.1.'],
    ['in wide letters', '１２７.０.０.１'],
    ['nowhere', '0.0.0.0'],
    ['nowhere in one digit', '0'],
    ['the metadata of a machine', '169.254.169.254'],
    ['the metadata of a container', '169.254.170.2'],
    ['private, ten', '10.0.0.1'],
    ['private, 172', '172.31.255.255'],
    ['private, 192', '192.168.1.1'],
    ['shared', '100.64.0.1'],
    ['of a benchmark', '198.18.0.1'],
    ['to many', '224.0.0.1'],
    ['to all', '255.255.255.255'],
    ['IPv6 loopback', '[::1]'],
    ['IPv6 nowhere', '[::]'],
    ['IPv4 in IPv6', '[::ffff:127.0.0.1]'],
    ['IPv4 in IPv6, hexadecimal', '[::ffff:7f00:1]'],
    ['IPv4 in IPv6, old', '[::127.0.0.1]'],
    ['IPv4 by NAT64', '[64:ff9b::7f00:1]'],
    ['IPv4 by 6to4', '[2002:7f00:1::]'],
    ['IPv4 by Teredo', '[2001:0:7f00:1::]'],
    ['private IPv6', '[fd00:ec2::254]'],
    ['IPv6 of a link', '[fe80::1]'],
    ['IPv6 to many', '[ff02::1]'],
    ['IPv6 of documents', '[2001:db8::1]'],
  ])('%s: %s', (_, host) => {
    expect(whyNotPublic(`https://${host}/webhooks`)).toBe(inside);
  });
});

test.each([
  'localhost',
  'localhost.',
  'LOCALHOST',
  'shop.localhost',
  'metadata.google.internal',
  'ip-10-0-0-1.ap-northeast-1.compute.internal',
  'printer.local',
  'nas.home.arpa',
  'host.lan',
])('no public server is called %s', (host) => {
  expect(whyNotPublic(`https://${host}/`)).toBe(innerName);
});

test.each([
  ['http://shop.example.com/', 'must begin with https://'],
  ['ftp://shop.example.com/', 'must begin with https://'],
  ['file:///etc/passwd', 'must begin with https://'],
  ['https://user@shop.example.com/', 'must not hold a user or password'],
  ['https://:word@shop.example.com/', 'must not hold a user or password'],
  ['https://shop.example.com@127.0.0.1/', 'must not hold a user or password'],
  ['https://shop.example.com/#part', 'must not hold a #'],
  ['https://gateway/', 'must be a whole domain name'],
  ['https://gateway./', 'must be a whole domain name'],
  ['shop.example.com', 'not a URL'],
  ['https://1.2.3.4.5/', 'not a URL'],
  ['', 'not a URL'],
])('%s: %s', (url, why) => {
  expect(whyNotPublic(url)).toBe(why);
});

test('a name is no address', () => {
  expect(isPublicAddress('shop.example.com')).toBe(false);
});
