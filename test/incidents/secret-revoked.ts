import { deepStrictEqual, match } from 'node:assert/strict';
import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { System } from '../journeys/system.ts';
import { secretsOf } from '../support/secrets.ts';
import type { Incident } from './incident.ts';
import { plain, stepsOf } from './runbook.ts';
import type { Scene } from './scene.ts';

const validKey = 'sk_test_new';

/** Puts the key into the place of a provider's secret, and leaves the others as they are. */
async function putKey(local: System, setting: string): Promise<void> {
  const { client, settings } = await secretsOf(local);
  const SecretId = settings[setting];
  const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId }));
  const members = JSON.parse(SecretString) as object;
  const text = JSON.stringify({ ...members, secretKey: validKey });
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: text }));
  client.destroy();
}

/** How many requests have changed something at the providers. */
const applied = async ({ local }: Scene): Promise<number> =>
  (await local.requests()).filter(({ applied: isApplied }) => isApplied).length;

async function rotate(scene: Scene): Promise<void> {
  for (const step of stepsOf('Rotate each secret', "A provider's secret key.")) {
    scene.say(plain(step));
  }
  await scene.responder.showList();
  await scene.local.sandbox('POST', 'keys', { keys: [validKey] });
  await putKey(scene.local, 'KOMOJU_SECRET');
  await putKey(scene.local, 'COINEY_SECRET');
  scene.say('The valid key is in both secrets.');
}

/** The merchant's keys are revoked at the providers, and somebody comes after a quarter of an hour. */
export const secretRevoked: Incident = {
  title: 'The secret keys are revoked at the providers, while customers pay.',
  alarms: [
    ...['key-refused', 'provider-errors.komoju', 'provider-errors.coiney'],
    ...['canary-silent', 'findings-reported', 'pending-too-old'],
  ],
  overWithin: 30,
  play: async (scene) => {
    const before = await applied(scene);
    await scene.local.sandbox('POST', 'keys', { keys: ['sk_test_nobody_has'] });
    scene.say('The providers answer 401.');
    await scene.minutes(16);
    deepStrictEqual(await applied(scene), before, 'Something was made without a valid key.');
    match(scene.responder.healthAt('key-refused'), /^503 .*"komoju\.secret":"refused"/);
    await rotate(scene);
    await scene.minutes(1);
    match(await scene.responder.health(), /^200 /);
  },
};
