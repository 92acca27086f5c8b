import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { tableKey } from '../ledger/table/schema.ts';
import { readCaller } from '../http/caller.ts';
import { httpHandler, type HttpHandler } from '../http/handler.ts';
import { gatewayApi, jsonAnswer } from '../http/response.ts';
import { dynamoDb, secretsManager } from '../platform/aws.ts';
import { fetchSecret } from '../platform/secrets.ts';
import { isServed, readProviderSettings, readSettings } from '../platform/settings.ts';
import { readProviderSecret } from '../providers/provider-secret.ts';
import { providers } from '../providers/providers.ts';
import { checkProvider, checkTimeoutMs } from '../providers/client/check-provider.ts';
import type { Parts } from '../providers/client/part-states.ts';

const id = 'gateway.health';

/** The permission is for this one key, which no operation has. */
const healthKey = { [tableKey.partition]: { S: 'HEALTH' }, [tableKey.sort]: { S: 'HEALTH' } };

/**
 * Whether every part can be reached, every secret is filled in, and every key is known. Changes nothing, tells no value. A
 * provider that the stack does not serve is no part.
 */
export function start(): HttpHandler {
  const { LEDGER_TABLE: TableName } = readSettings(['LEDGER_TABLE']);
  const table = dynamoDb();
  const secrets = secretsManager();
  const reached = providers
    .filter(({ name }) => isServed(name))
    .map((provider) => {
      const { mode, origin, secret } = readProviderSettings(provider.name);
      const text = fetchSecret(secrets, secret);
      const read = readProviderSecret(provider, mode);
      return { provider, origin, fetch: async () => read(await text()) };
    });

  const checkTable = async (): Promise<Parts> => {
    const abortSignal = AbortSignal.timeout(checkTimeoutMs);
    const command = new GetItemCommand({ TableName, Key: healthKey });
    const read = table.send(command, { abortSignal });
    return {
      table: await read.then(
        () => 'ok' as const,
        () => 'unavailable' as const,
      ),
    };
  };
  const checkAll = async (): Promise<Parts> => {
    const checks = [checkTable(), ...reached.map(checkProvider)];
    return Object.assign({}, ...(await Promise.all(checks))) as Parts;
  };

  return httpHandler({ id, provider: gatewayApi }, async (exchange) => {
    const { event, line } = exchange;
    line.caller = readCaller(event.requestContext.authorizer, id).id;
    const parts = await checkAll();
    const isOk = Object.values(parts).every((state) => state === 'ok');
    line.outcome = isOk ? 'done' : 'unhealthy';
    return jsonAnswer(isOk ? 200 : 503, { status: isOk ? 'ok' : 'unhealthy', parts });
  });
}
