import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { welcome } from '../../../lib/local/welcome.ts';

const local = {
  url: 'http://127.0.0.1:3000',
  simulatorUrl: 'http://127.0.0.1:3001',
  keys: { admin: 'gk_local_admin', storefront: 'gk_local_storefront' },
};

test('the request to try is the README’s, with its key: sent again it charges nothing', () => {
  const [, command = ''] =
    /```sh\n(curl [\s\S]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
  const tried = welcome(local, {}).find((line) => line.startsWith('Try: '));

  const plain = (text = ''): string =>
    text
      .replaceAll(/\\\n|"/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  expect(plain(tried)).toBe(plain(`Try: ${command}`));
  expect(tried).toContain('-H "Idempotency-Key: order-1"');
});

test.each([
  [{}, []],
  [{ dataDir: '/data' }, ['Data: /data']],
  [{ testModeKeys: { komoju: 'sk_test_1' } }, ['KOMOJU: https://komoju.com, test mode']],
])('what is chosen is told: %j', (settings, lines) => {
  const plain = welcome(local, {});

  expect(welcome(local, settings).filter((line) => !plain.includes(line))).toEqual(lines);
});
