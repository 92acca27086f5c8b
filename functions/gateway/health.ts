import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { tableKey } from '../ledger/table/schema.ts';
import { readCaller } from '../http/caller.ts';
import { httpHandler, type HttpHandler } from '../http/handler.ts';
import { gatewayApi, jsonAnswer } from '../http/response.ts';
import { dynamoDb, secretsManager } from '../platform/aws.ts';
import { secondMs } from '../platform/clock.ts';
import { fetchSecret } from '../platform/secrets.ts';
import {
  isServed,
  readProviderSettings,
  readSettings,
  type ProviderSettings,
} from '../platform/settings.ts';
import { emptyPlaces, readProviderSecret } from '../providers/provider-secret.ts';
import type { Provider, SecretValues, SendResult } from '../providers/provider.ts';
import { providers } from '../providers/providers.ts';
import type { ProviderRequest } from '../providers/client/provider-request.ts';
import { send } from '../providers/client/send.ts';

const id = 'gateway.health';

/** How one part is, in one word, and never a value. A key that its provider does not know is `refused`. */
type PartState = 'ok' | 'empty' | 'refused' | 'unavailable';

type Parts = Readonly<Record<string, PartState>>;

/** A part that doesn't answer within this is unhealthy, whatever it says later. */
const timeoutMs = 3 * secondMs;

type Reached = ProviderSettings & { readonly provider: Provider };

/** What a provider's secret holds, and how it is without a look at the provider. */
async function checkSecret(
  client: SecretsManagerClient,
  { provider, secret }: Reached,
): Promise<{ readonly state: PartState; readonly values: SecretValues }> {
  try {
    const read = readProviderSecret(await fetchSecret(client, secret)());
    return { state: emptyPlaces(provider, read).length > 0 ? 'empty' : 'ok', values: read.values };
  } catch {
    return { state: 'unavailable', values: {} };
  }
}

/** One cheap read at a provider: whether it can be reached, whatever it answers, and whether it knows the key. */
async function checkProvider(client: SecretsManagerClient, reached: Reached): Promise<Parts> {
  const { provider, origin } = reached;
  const { state, values } = await checkSecret(client, reached);
  const sendNow = (request: ProviderRequest): ReturnType<typeof send> =>
    send(request, AbortSignal.timeout(timeoutMs));
  const read = async (): Promise<SendResult> => {
    const by = { origin, send: sendNow, wasUnauthorized: false };
    const headers = state === 'ok' ? { authorization: await provider.authorize(values, by) } : {};
    return sendNow({ method: 'GET', url: `${origin}${provider.probe}`, headers, body: undefined });
  };
  const answer = await read().catch(() => undefined);
  const isReached = answer !== undefined && !('kind' in answer);
  const isRefused = isReached && state === 'ok' && answer.status === 401;
  return {
    [`${provider.name}.secret`]: isRefused ? 'refused' : state,
    [`${provider.name}.origin`]: isReached ? 'ok' : 'unavailable',
  };
}

/** The permission is for this one key, which no operation has. */
const healthKey = { [tableKey.partition]: { S: 'HEALTH' }, [tableKey.sort]: { S: 'HEALTH' } };

/**
 * Whether every part can be reached, every secret is filled in, and every key is known. Changes nothing, tells no value. A
 * provider that the stack does not serve is no part.
 */
export function start(): HttpHandler {
  const { LEDGER_TABLE: TableName } = readSettings(['LEDGER_TABLE']);
  const reached = providers
    .filter(({ name }) => isServed(name))
    .map((provider) => ({ provider, ...readProviderSettings(provider.name) }));
  const table = dynamoDb();
  const secrets = secretsManager();

  const checkTable = async (): Promise<Parts> => {
    const abortSignal = AbortSignal.timeout(timeoutMs);
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
    const checks = [checkTable(), ...reached.map((each) => checkProvider(secrets, each))];
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
