import { expect, test } from '@jest/globals';
import { rangesByVersion } from '../../../../lib/cloud/web-acl/caller-addresses.ts';

test('ranges are kept by their version, in the order of the list', () => {
  const ranges = ['203.0.113.7/32', '2001:db8::/48', '198.51.100.0/24', '0.0.0.0/1', '::1/128'];

  expect(Object.fromEntries(rangesByVersion(ranges))).toEqual({
    IPV4: ['203.0.113.7/32', '198.51.100.0/24', '0.0.0.0/1'],
    IPV6: ['2001:db8::/48', '::1/128'],
  });
});

test.each([
  '203.0.113.7',
  '203.0.113.7/0',
  '203.0.113.7/33',
  '203.0.113.7/032',
  '203.0.113/24',
  '2001:db8::/129',
  'fe80::1%eth0/64',
  'shop.example.com',
  'shop.example.com/32',
  '203.0.113.7/32 ',
  '',
])('%j is none', (range) => {
  expect(() => rangesByVersion(['203.0.113.0/24', range])).toThrow(
    `callerAddresses: '${range}' is no range of addresses.`,
  );
});

test('an empty list is refused: it would stop everybody', () => {
  expect(() => rangesByVersion([])).toThrow('callerAddresses is empty');
});
