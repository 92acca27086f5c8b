import { beforeEach, expect, test } from '@jest/globals';
import { fillSecrets } from '../../../lib/local/aws/secret-contents.ts';
import { openSecrets, type SecretStore } from '../../../lib/local/aws/secret-store.ts';
import { providerWebhooks } from '../../../lib/local/provider-webhooks.ts';
import { secretPlan } from '../../../lib/local/secret-plan.ts';
import type { LocalSecret } from '../../../lib/local/template/secrets.ts';
import type { LocalTemplate } from '../../../lib/local/template/template.ts';

const url = 'http://127.0.0.1:3000';

const secretOf = (name: string): LocalSecret => ({
  name,
  arn: `arn:aws:secretsmanager:ap-northeast-1:000000000000:secret:${name}-abc123`,
  value: '{"secretKey":"","webhookSecret":"","webhookToken":"t0ken"}',
});
const [komoju, coiney] = [secretOf('Komoju'), secretOf('Coiney')];

/** A template whose gateway has these routes. */
const template = (...routes: readonly string[]): LocalTemplate =>
  ({
    functions: [{ variables: { KOMOJU_SECRET: komoju.arn, COINEY_SECRET: coiney.arn } }],
    restApi: {
      routes: routes.map((route) => {
        const [method, path] = route.split(' ');
        return { method, path, operation: 'webhook', isAuthorized: false };
      }),
    },
  }) as unknown as LocalTemplate;

const both = template('POST /komoju/webhooks', 'POST /coiney/webhooks/{token}');

let store: SecretStore;
beforeEach(() => {
  store = openSecrets([komoju, coiney], undefined);
  fillSecrets(both, store, secretPlan({}));
});

const settingOf = (provider: string, of: LocalTemplate, testModeKeys = {}): unknown =>
  providerWebhooks(of, store, { url, testModeKeys })(provider);

test('webhooks go to the gateway’s routes, signed with its secret', () => {
  expect(settingOf('komoju', both)).toEqual({
    url: `${url}/komoju/webhooks`,
    secret: 'whsec_komoju_simulator',
  });
  expect(settingOf('coiney', both)).toEqual({
    url: `${url}/coiney/webhooks/t0ken`,
    secret: 'whsec_coiney_simulator',
  });
});

test.each([
  ['no route', template()],
  ['a route that reads', template('GET /komoju/webhooks', 'GET /coiney/webhooks/{token}')],
  ['another route', template('POST /komoju/api/v1/payments')],
])('webhooks go nowhere where the gateway has %s', (_, without) => {
  for (const provider of ['komoju', 'coiney'])
    expect(settingOf(provider, without)).toMatchObject({ url: undefined });
});

test('a provider that is not simulated, or not known, tells nothing', () => {
  expect(settingOf('komoju', both, { komoju: 'sk_test_mine' })).toMatchObject({ url: undefined });
  expect(settingOf('acme', both)).toMatchObject({ url: undefined });
});

test('what an operator has put into the secret signs at once', () => {
  const of = providerWebhooks(both, store, { url, testModeKeys: {} });
  store.put(komoju, '{"secretKey":"sk_test_simulator","webhookSecret":"whsec_mine"}');

  expect(of('komoju')).toMatchObject({ secret: 'whsec_mine' });
});
