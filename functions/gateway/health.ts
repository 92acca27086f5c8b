import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { tableKey } from '../ledger/table/schema.ts';
import { readCaller } from '../http/caller.ts';
import { httpHandler, type HttpHandler } from '../http/handler.ts';
import { gatewayApi, jsonAnswer } from '../http/response.ts';
import { dynamoDb, secretsManager } from '../platform/aws.ts';
import { secondMs } from '../platform/clock.ts';
import { fetchSecret } from '../platform/secrets.ts';
import { readProviderSettings, readSettings } from '../platform/settings.ts';
import { emptyPlaces, readProviderSecret } from '../providers/provider-secret.ts';
import type { Provider } from '../providers/provider.ts';
import { providers } from '../providers/providers.ts';
import { send } from '../providers/client/send.ts';

const id = 'gateway.health';

/** How one part is, in one word, and never a value. */
type PartState = 'ok' | 'empty' | 'unavailable';

/** A part that doesn't answer within this is unhealthy, whatever it says later. */
const timeoutMs = 3 * secondMs;

async function stateOf(check: () => Promise<PartState>): Promise<PartState> {
  try {
    return await check();
  } catch {
    return 'unavailable';
  }
}

/** The permission is for this one key, which no operation has. */
const healthKey = { [tableKey.partition]: { S: 'HEALTH' }, [tableKey.sort]: { S: 'HEALTH' } };

/** Whether every part can be reached and every secret is filled in. Changes nothing, tells no value. */
export function start(): HttpHandler {
  const { LEDGER_TABLE: TableName } = readSettings(['LEDGER_TABLE']);
  const reached = providers.map((provider) => ({
    provider,
    ...readProviderSettings(provider.name),
  }));
  const table = dynamoDb();
  const secrets = secretsManager();

  const checkTable = async (): Promise<PartState> => {
    const abortSignal = AbortSignal.timeout(timeoutMs);
    await table.send(new GetItemCommand({ TableName, Key: healthKey }), { abortSignal });
    return 'ok';
  };
  const checkSecret = async (provider: Provider, secret: string): Promise<PartState> => {
    const read = readProviderSecret(await fetchSecret(secrets, secret)());
    return emptyPlaces(provider, read).length > 0 ? 'empty' : 'ok';
  };
  // Any answer is good, a 404 too: the question is whether the provider can be reached from here.
  const checkOrigin = async (url: string): Promise<PartState> => {
    const request = { method: 'GET', url, headers: {}, body: undefined };
    return 'kind' in (await send(request, AbortSignal.timeout(timeoutMs))) ? 'unavailable' : 'ok';
  };
  const checks: readonly (readonly [string, () => Promise<PartState>])[] = [
    ['table', checkTable],
    ...reached.flatMap(({ provider, origin, secret }) => [
      [`${provider.name}.secret`, () => checkSecret(provider, secret)] as const,
      [`${provider.name}.origin`, () => checkOrigin(origin)] as const,
    ]),
  ];
  const checkAll = async (): Promise<Record<string, PartState>> =>
    Object.fromEntries(
      await Promise.all(checks.map(async ([part, check]) => [part, await stateOf(check)] as const)),
    );

  return httpHandler({ id, provider: gatewayApi }, async (exchange) => {
    const { event, line } = exchange;
    line.caller = readCaller(event.requestContext.authorizer, id).id;
    const parts = await checkAll();
    const isOk = Object.values(parts).every((state) => state === 'ok');
    line.outcome = isOk ? 'done' : 'unhealthy';
    return jsonAnswer(isOk ? 200 : 503, { status: isOk ? 'ok' : 'unhealthy', parts });
  });
}
