import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { welcome } from '../../../lib/local/welcome.ts';

const local = {
  url: 'http://127.0.0.1:3000',
  simulatorUrl: 'http://127.0.0.1:3001',
  consoleUrl: 'http://127.0.0.1:3002/#key',
  keys: {
    admin: 'gk_local_admin',
    storefront: 'gk_local_storefront',
    unmodified: 'gk_local_unmodified',
  },
  aheadMs: () => 0,
  hasEvents: true,
};

/** The commands that are printed, without what they are for. */
const commands = welcome(local, {}).flatMap(
  (line) => /^.*?: ((?:[A-Z]+=\$\()?curl .*)$/.exec(line)?.[1] ?? [],
);

test('what is printed to try are the README’s two commands, and three more', () => {
  const blocks = [
    ...readFileSync('README.md', 'utf8').matchAll(
      /```sh\n([A-Z]+=\$\(curl [\s\S]*?|curl [\s\S]*?)```/g,
    ),
  ];
  const plain = (text = ''): string =>
    text
      .replaceAll(/\\\n|"/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim();

  expect(commands).toHaveLength(5);
  expect(blocks.map(([, block]) => plain(block))).toEqual(commands.slice(0, 2).map(plain));
});

test('no card is sent to the gateway: a deployed stack takes these requests too', () => {
  const toGateway = commands.filter((command) => command.includes(':3000/'));

  expect(toGateway).toHaveLength(3);
  expect(toGateway.filter((command) => /number|verification|\d{12}/.test(command))).toEqual([]);
  for (const command of toGateway) expect(command).toMatch(/-H "Idempotency-Key: order-\d"/);
});

test.each([
  [{}, []],
  [{ dataDir: '/data' }, ['Data: /data']],
  [
    { forwardTo: 'http://localhost:8080' },
    [
      'Events go to: http://localhost:8080',
      expect.stringMatching(/^Their signing secret: whsec_[A-Za-z0-9+/]{43}=$/),
    ],
  ],
])('what is chosen is told: %j', (settings, lines) => {
  const plain = welcome(local, {});

  expect(welcome(local, settings).filter((line) => !plain.includes(line))).toEqual(lines);
});

test('in KOMOJU’s test mode tokens are made there, with a key of one’s own', () => {
  const lines = welcome(local, { testModeKeys: { komoju: 'sk_test_1' } });

  expect(lines).toContain('KOMOJU: https://komoju.com, test mode');
  const tokens = lines.filter((line) => line.includes('/tokens'));
  expect(tokens).toHaveLength(2);
  for (const line of tokens)
    expect(line).toContain('-u pk_test_YOURS: https://komoju.com/api/v1/tokens');
});

test('a clock that was moved is told', () => {
  const lines = welcome({ ...local, aheadMs: () => 86_400_000 }, {});

  expect(lines.filter((line) => line.startsWith('Clock: '))).toHaveLength(1);
});

test('a table without streams is told', () => {
  const lines = welcome({ ...local, hasEvents: false }, {});

  expect(lines).toContain('Events: none, for this table’s server has no streams');
});
