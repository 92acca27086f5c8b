import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

/*
 * A whole domain name that leads to this machine. It is in a list of hosts that only the test's own process sees, for
 * which the system must let a process have mounts of its own.
 */

const folder = mkdtempSync(join(tmpdir(), 'hosts-'));
const hosts = join(folder, 'hosts');
writeFileSync(hosts, '127.0.0.1 localhost\n127.0.0.1 shop.example.com\n');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs a command that finds that list in the place of the machine's. */
const runWithHosts = (command: readonly string[]) =>
  spawnSync(
    'unshare',
    [
      ...['--mount', '--propagation', 'private', 'sh', '-c'],
      ...['mount --bind "$0" /etc/hosts && exec "$@"', hosts, ...command],
    ],
    { encoding: 'utf8' },
  );

const isPossible = runWithHosts(['getent', 'hosts', 'shop.example.com']).stdout.includes(
  '127.0.0.1',
);
const testIt = isPossible ? test : test.skip;

testIt('nothing is sent to a name that leads into a network (skipped without own mounts)', () => {
  const script = `
    import { post } from './functions/deliveries/network/post.ts';
    const request = { url: 'https://shop.example.com:1/', headers: {}, body: '{}' };
    console.log(await post(request, 'public', AbortSignal.timeout(10_000)));
  `;

  const { stdout, stderr } = runWithHosts([
    ...['node', '--import', 'tsx', '--input-type=module', '-e', script],
  ]);

  expect([stdout.trim(), stderr]).toEqual(["{ why: 'not_public' }", '']);
});
