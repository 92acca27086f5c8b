import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readSigningSecrets } from '../../functions/deliveries/sign.ts';
import { signingSecretOf } from '../../lib/cli/events/target.ts';
import { gateway, hereOf, typeAgain, type Ended } from './gateway-command.ts';
import { startSystem, type System } from './system.ts';

/* What deliveries to an end point are signed with is replaced while both secrets are good. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

const events = (...words: readonly string[]): Promise<Ended> =>
  gateway('events', ...words, ...hereOf(local));

const stored = async (): Promise<readonly string[]> => {
  const secret = await signingSecretOf('forward', { local: true, sandbox: local.simulatorUrl });
  const read = new GetSecretValueCommand({ SecretId: secret.id });
  return readSigningSecrets((await secret.client.send(read)).SecretString ?? '');
};

test('it is replaced in two steps: first both sign, then the new one', async () => {
  const [old] = await stored();
  expect((await events('secret', 'forward', 'retire', '--yes')).error).toContain('one secret only');

  const { out } = await events('secret', 'forward', 'rotate', '--json');
  const { secret } = JSON.parse(out) as { secret: string };
  expect(await stored()).toEqual([secret, old]);
  expect((await events('secret', 'forward', 'rotate')).error).toContain('two secrets already');

  expect((await events('secret', 'forward', 'retire')).out).toContain('add --yes');
  expect(await stored()).toEqual([secret, old]);
  expect((await events('secret', 'forward', 'retire', '--yes')).code).toBe(0);
  expect(await stored()).toEqual([secret]);
});

test('it is replaced once, however many try at the same time, and the command that is told ends the old one', async () => {
  const ended = await Promise.all([1, 2, 3].map(() => events('secret', 'forward', 'rotate')));
  expect(ended.map(({ code }) => code).sort()).toEqual([0, 1, 1]);
  expect(await stored()).toHaveLength(2);

  const told = ended.find(({ code }) => code === 0)?.out ?? '';
  const again = /npm run gateway -- events secret forward retire .*/.exec(told)?.[0] ?? '';
  expect((await typeAgain(again)).code).toBe(0);
  expect(await stored()).toHaveLength(1);
});
