import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { providerNames } from '../operations.ts';
import { send } from '../providers/provider.ts';
import { komoju } from '../providers/komoju/komoju.ts';
import { dynamoDb, secretsManager } from '../platform/aws.ts';
import { readCaller } from '../http/caller.ts';
import { secondMs } from '../platform/clock.ts';
import { fetchSecret, readProviderSecret } from '../platform/secrets.ts';
import { readProviderSettings, readSettings } from '../platform/settings.ts';
import { shell, type HttpHandler } from '../http/handler.ts';

const id = 'gateway.health';

/** What was found of one part: one word, and never a value. */
type Finding = 'ok' | 'empty' | 'unavailable';

/** A part that doesn't answer within this is not well, whatever it says later. */
const patienceMs = 3 * secondMs;

async function look(find: () => Promise<Finding>): Promise<Finding> {
  try {
    return await find();
  } catch {
    return 'unavailable';
  }
}

/** The permission is for this one key, which no operation has. */
const healthKey = { pk: { S: 'HEALTH' }, sk: { S: 'HEALTH' } };

/** Whether every part can be reached and every secret is filled in. Changes nothing, tells no value. */
export function start(): HttpHandler {
  const { LEDGER_TABLE: TableName } = readSettings(['LEDGER_TABLE']);
  const providers = providerNames.map((name) => ({ name, ...readProviderSettings(name) }));
  const table = dynamoDb();
  const secrets = secretsManager();

  const findTable = async (): Promise<Finding> => {
    const abortSignal = AbortSignal.timeout(patienceMs);
    await table.send(new GetItemCommand({ TableName, Key: healthKey }), { abortSignal });
    return 'ok';
  };
  const findSecret = async (secret: string): Promise<Finding> => {
    const { secretKey } = readProviderSecret(await fetchSecret(secrets, secret)());
    return secretKey === '' ? 'empty' : 'ok';
  };
  // Any answer will do, a 404 too: what is asked is whether the provider can be reached from here.
  const findOrigin = async (url: string): Promise<Finding> => {
    const request = { method: 'GET', url, headers: {}, body: undefined };
    return 'kind' in (await send(request, AbortSignal.timeout(patienceMs))) ? 'unavailable' : 'ok';
  };
  const finds: readonly (readonly [string, () => Promise<Finding>])[] = [
    ['table', findTable],
    ...providers.flatMap(({ name, origin, secret }) => [
      [`${name}.secret`, () => findSecret(secret)] as const,
      [`${name}.origin`, () => findOrigin(origin)] as const,
    ]),
  ];
  const lookAtAll = async (): Promise<Record<string, Finding>> =>
    Object.fromEntries(
      await Promise.all(finds.map(async ([part, find]) => [part, await look(find)] as const)),
    );

  return shell({ id, provider: { ...komoju, name: 'gateway' } }, async ({ event, line }) => {
    line.caller = readCaller(event.requestContext.authorizer, id).id;
    const parts = await lookAtAll();
    const isOk = Object.values(parts).every((found) => found === 'ok');
    line.outcome = isOk ? 'done' : 'unwell';
    return {
      status: isOk ? 200 : 503,
      contentType: 'application/json; charset=utf-8',
      body: JSON.stringify({ status: isOk ? 'ok' : 'unwell', parts }),
    };
  });
}
