import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { secretPlan } from '../../../../lib/local/secret-plan.ts';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { createFaults } from '../../../../lib/host/faults.ts';
import { newCredentials } from '../../../../lib/local/aws/credentials.ts';
import { fillSecrets, type SecretPlan } from '../../../../lib/local/aws/secret-contents.ts';
import { openSecrets, type SecretStore } from '../../../../lib/local/aws/secret-store.ts';
import { startSecretsServer } from '../../../../lib/local/aws/secrets-server.ts';
import type { LocalSecret } from '../../../../lib/local/template/secrets.ts';
import type { LocalTemplate } from '../../../../lib/local/template/template.ts';
import { UsageError } from '../../../../lib/host/usage-error.ts';
import { endpointFor, type AwsServer } from '../../../../lib/local/aws/aws-server.ts';

const arnOf = (name: string) =>
  `arn:aws:secretsmanager:ap-northeast-1:000000000000:secret:${name}-abc123`;
const generated = (name: string, template: string, key: string): LocalSecret => ({
  name,
  arn: arnOf(name),
  generate: {
    SecretStringTemplate: template,
    GenerateStringKey: key,
    PasswordLength: 64,
    ExcludePunctuation: true,
    ExcludeCharacters: 'abc',
  },
});
const komoju = generated('Komoju', '{"secretKey":"","webhookSecret":""}', 'webhookToken');
const ledger = generated('Ledger', '{"namespace":"n"}', 'fingerprintKey1');
const callers: LocalSecret = { name: 'Callers', arn: arnOf('Callers'), value: '{"callers":[]}' };
const all = [komoju, ledger, callers];

const template = {
  functions: [
    {
      variables: {
        KOMOJU_SECRET: komoju.arn,
        LEDGER_SECRET: ledger.arn,
        CALLERS_SECRET: callers.arn,
      },
    },
  ],
} as unknown as LocalTemplate;

const parsed = (text: string | undefined) => JSON.parse(text ?? '{}') as Record<string, unknown>;

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  file = join(directory, 'secrets.json');
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe('the SDK’s client', () => {
  const faults = createFaults('komoju');
  const credentials = newCredentials();
  let server: AwsServer;
  let client: SecretsManagerClient;
  let store: SecretStore;

  beforeEach(async () => {
    store = openSecrets(all, undefined);
    server = await startSecretsServer(store, { faults, credentials, kill: () => undefined });
    client = new SecretsManagerClient({
      endpoint: endpointFor(server, '1'),
      region: 'ap-northeast-1',
      credentials,
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await server.close();
  });

  const get = (SecretId: string, VersionStage?: string) =>
    client.send(new GetSecretValueCommand({ SecretId, VersionStage }));

  test.each([
    ['ARN', callers.arn],
    ['name', callers.name],
    ['ARN without its last part', callers.arn.slice(0, -7)],
  ])('reads a secret by its %s', async (_how, id) => {
    expect(await get(id)).toMatchObject({
      ARN: callers.arn,
      Name: 'Callers',
      SecretString: '{"callers":[]}',
      VersionStages: ['AWSCURRENT'],
    });
  });

  test('finds a generated value in its template', async () => {
    const secret = parsed((await get(ledger.arn)).SecretString);

    expect(secret).toEqual({
      namespace: 'n',
      fingerprintKey1: expect.stringMatching(/^[A-Zd-z0-9]{64}$/),
    });
  });

  test('writes a version, and the one before stays readable', async () => {
    const write = new PutSecretValueCommand({ SecretId: callers.arn, SecretString: 'next' });

    const { VersionId } = await client.send(write);

    expect(await get(callers.arn)).toMatchObject({ SecretString: 'next', VersionId });
    expect((await get(callers.arn, 'AWSPREVIOUS')).SecretString).toBe('{"callers":[]}');
    const { VersionIdsToStages } = await client.send(
      new DescribeSecretCommand({ SecretId: callers.arn }),
    );
    expect(Object.values(VersionIdsToStages ?? {})).toEqual([['AWSCURRENT'], ['AWSPREVIOUS']]);
  });

  test('gives the name of a version once: of two who write after the same one only one can', async () => {
    const write = (SecretString: string) =>
      client.send(
        new PutSecretValueCommand({
          SecretId: callers.arn,
          SecretString,
          ClientRequestToken: 'a'.repeat(64),
        }),
      );

    await write('mine');
    await write('mine');
    await client.send(
      new PutSecretValueCommand({ SecretId: callers.arn, SecretString: 'a later one' }),
    );
    await client.send(
      new PutSecretValueCommand({ SecretId: callers.arn, SecretString: 'the last' }),
    );

    await expect(write('theirs')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    expect(await get(callers.arn)).toMatchObject({ SecretString: 'the last' });
  });

  test.each([
    ['an unknown secret', 'Nothing', undefined],
    ['a version that never was', 'Callers', 'AWSPREVIOUS'],
  ])('is told that there is no such thing: %s', async (_what, id, stage) => {
    await expect(get(id, stage)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('meets the faults that wait for it', async () => {
    faults.add({ on: 'secrets', match: 'GetSecretValue', kind: 'throttle' });
    faults.add({ on: 'secrets', match: 'GetSecretValue', kind: 'drop_before_accept' });

    await expect(get('Callers')).rejects.toMatchObject({ name: 'ThrottlingException' });
    await expect(get('Callers')).rejects.toThrow('socket hang up');
    await expect(get('Callers')).resolves.toMatchObject({ Name: 'Callers' });
  });
});

describe('secrets in a file', () => {
  test('outlive the process, for their owner alone', () => {
    const first = openSecrets(all, file);
    first.put(callers, 'next');

    const second = openSecrets(all, file);

    expect(second.current(ledger)).toBe(first.current(ledger));
    expect(second.versions(callers).map(({ value }) => value)).toEqual(['next', '{"callers":[]}']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test.each(['', '{"Komoju":[', '[]', '{"Komoju":1}'])(
    'are refused and kept where they are damaged: %j',
    (text) => {
      writeFileSync(file, text);

      expect(() => openSecrets(all, file)).toThrow(UsageError);
      expect(() => openSecrets(all, file)).toThrow(`${file} is damaged`);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );
});

/** What the start writes, with a key of KOMOJU's test mode or without one. */
const planFor = (key?: string): SecretPlan => secretPlan(key === undefined ? {} : { komoju: key });

describe('the host fills in', () => {
  test('the simulator’s key and a webhook secret, beside what was generated', () => {
    const store = openSecrets(all, undefined);
    const { webhookToken } = parsed(store.current(komoju));

    fillSecrets(template, store, planFor());

    expect(parsed(store.current(komoju))).toEqual({
      secretKey: 'sk_test_simulator',
      webhookSecret: 'whsec_komoju_simulator',
      webhookToken,
    });
    expect(store.versions(ledger)).toHaveLength(1);
  });

  test('a random webhook secret where KOMOJU is not simulated', () => {
    const store = openSecrets(all, undefined);

    fillSecrets(template, store, planFor('sk_test_mine'));

    const { webhookSecret } = parsed(store.current(komoju));
    expect(webhookSecret).toEqual(expect.stringMatching(/^[\w-]{43}$/));
  });

  test('nothing over a webhook secret of the operator', () => {
    const store = openSecrets(all, undefined);
    store.put(komoju, '{"secretKey":"","webhookSecret":"whsec_mine"}');

    fillSecrets(template, store, planFor());

    expect(parsed(store.current(komoju))).toEqual({
      secretKey: 'sk_test_simulator',
      webhookSecret: 'whsec_mine',
    });
  });

  test('three callers with the hashes of their keys', () => {
    const store = openSecrets(all, undefined);

    fillSecrets(template, store, planFor());

    expect(parsed(store.current(callers))['callers']).toMatchObject([
      { id: 'admin', scopes: ['*'], keys: [expect.stringMatching(/^[0-9a-f]{64}$/)] },
      { id: 'unmodified', scopes: ['*'], mustSendKey: false },
      {
        id: 'storefront',
        scopes: [
          ...['komoju.payment.*', 'komoju.session.*', 'komoju.token.*'],
          ...['komoju.secure-token.*', 'komoju.payment-method.*'],
          ...[
            'gateway.operation.show',
            'gateway.payment.history',
            'gateway.order.show',
            'gateway.health',
          ],
        ],
        mustSendKey: true,
      },
    ]);
  });

  test('at the next start only what changed: a key given now, but no callers over those that were added', () => {
    fillSecrets(template, openSecrets(all, file), planFor('sk_test_old'));
    openSecrets(all, file).put(callers, '{"callers":["added"]}');
    const before = parsed(openSecrets(all, file).current(komoju));

    const store = openSecrets(all, file);
    fillSecrets(template, store, planFor('sk_test_mine'));

    expect(parsed(store.current(komoju))).toEqual({ ...before, secretKey: 'sk_test_mine' });
    expect(store.current(callers)).toBe('{"callers":["added"]}');
  });

  test.each([
    [undefined, 'sk_test_mine', /of the simulator/],
    ['sk_test_mine', undefined, /of KOMOJU’s test mode/],
  ])('nothing over payments of another kind: first key %s, then %s', (first, second, line) => {
    fillSecrets(template, openSecrets(all, file), planFor(first));
    const before = readFileSync(file, 'utf8');

    const store = openSecrets(all, file);
    const fill = () => {
      fillSecrets(template, store, planFor(second));
    };

    expect(fill).toThrow(UsageError);
    expect(fill).toThrow(line);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});
