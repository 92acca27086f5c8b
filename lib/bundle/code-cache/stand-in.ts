import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { providers } from '../../../functions/providers/providers.ts';
import { settingNamesOf } from '../../../functions/platform/settings.ts';

const providerSecret = {
  account: 'main',
  ...Object.fromEntries(
    providers.flatMap(({ secretPlaces }) =>
      secretPlaces.map((place) => [place, 'sk_test_example']),
    ),
  ),
};

/** What the secrets hold, by the names that the functions are given. */
const secrets: Readonly<Record<string, object>> = {
  provider: providerSecret,
  ledger: { namespace: 'example', fingerprintKey1: 'k'.repeat(64) },
  callers: { callers: [] },
};

function secretNamed(body: string): string {
  const { SecretId: name = '' } = JSON.parse(body) as { SecretId?: string };
  return JSON.stringify({ Name: name, SecretString: JSON.stringify(secrets[name] ?? {}) });
}

const reference = /\bop_[0-9A-Z]{26}\b/;

/** The answer with the operation's id that the request carries, as a provider gives it back. */
const withReference = (answer: string, request: string): string =>
  answer.replaceAll(new RegExp(reference, 'g'), reference.exec(request)?.[0] ?? '$&');

/** An empty table in which every write succeeds, secrets, and a provider that gives one answer. */
async function answerTo(request: IncomingMessage, answer: string): Promise<string> {
  const body = await text(request);
  const target = request.headers['x-amz-target'];
  if (target === undefined) return withReference(answer, body);
  return String(target).startsWith('secretsmanager') ? secretNamed(body) : '{}';
}

/** Plays what a function calls. */
export async function startStandIn(answer: string): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    void answerTo(request, answer).then((body) => {
      response.setHeader('content-type', 'application/json');
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** What a function is told by its environment where it is trained. */
export const environmentFor = (url: string): Readonly<Record<string, string>> => ({
  AWS_REGION: 'ap-northeast-1',
  AWS_ACCESS_KEY_ID: 'example',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_ENDPOINT_URL_DYNAMODB: url,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
  MODE: 'test',
  CARD_DATA: 'tokens-only',
  METRICS_NAMESPACE: 'example',
  LEDGER_TABLE: 'ledger',
  LEDGER_SECRET: 'ledger',
  CALLERS_SECRET: 'callers',
  CANARY_SECRET: 'canary',
  CANARY_SCOPES: 'gateway.health',
  USAGE_KEY: 'example',
  ...Object.fromEntries(
    providers.flatMap(({ name }) => {
      const { origin, secret } = settingNamesOf(name);
      return [
        [origin, url],
        [secret, 'provider'],
      ];
    }),
  ),
});
